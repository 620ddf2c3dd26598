// The SHA-256 of a paper, made here: the file is read by the browser and sent nowhere.
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

// Browsers give the function to secure pages alone; without it the hash is entered by hand.
const places = globalThis.crypto?.subtle ? document.querySelectorAll('[data-hash]') : [];

const field = (place, name) => document.getElementById(`${place.dataset.hash}-${name}`);

const taken = async (place, file) => {
  const said = place.querySelector('[role=status]');
  said.textContent = 'Reading …';
  if (file.size === 0) {
    said.textContent = `${file.name} is empty, and no paper.`;
    return;
  }
  try {
    field(place, 'sha256').value = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    field(place, 'title').value ||= file.name;
    said.textContent = `The SHA-256 of ${file.name} is entered.`;
  } catch {
    said.textContent = `${file.name} could not be read: enter its SHA-256 by hand.`;
  }
};

for (const place of places) {
  place.hidden = false;
  const input = place.querySelector('input');
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (file) void taken(place, file);
  });
}

// The SHA-256 of a paper, made here: the file is read by the browser and sent nowhere.
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

// Browsers give the function to secure pages alone; without it the hash is entered by hand.
const places = globalThis.crypto?.subtle ? document.querySelectorAll('[data-hash]') : [];

const field = (place, name) => document.getElementById(`${place.dataset.hash}-${name}`);

const hashOf = async (file) => hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));

for (const place of places) {
  place.hidden = false;
  const [input, said] = [place.querySelector('input'), place.querySelector('[role=status]')];
  let named = '';
  const take = async (file) => {
    said.textContent = 'Reading …';
    const hash = file.size === 0 ? null : await hashOf(file).catch(() => null);
    // Another one was chosen meanwhile: its hash is the one that counts.
    if (input.files[0] !== file) return;
    if (hash === null) {
      said.textContent =
        file.size === 0 ? `${file.name} is empty, and no paper.` : `${file.name} could not be read: enter its SHA-256 by hand.`;
      return;
    }
    const title = field(place, 'title');
    // The name of the file before it is no title of this one.
    if (title.value === named) title.value = file.name;
    named = file.name;
    field(place, 'sha256').value = hash;
    said.textContent = `The SHA-256 of ${file.name} is entered.`;
  };
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (file) void take(file);
  });
}

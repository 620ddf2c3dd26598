# The worker and the command, without the packages of a developer's machine. Debian, because the SDK's native core is built for glibc.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts && rm -rf dist/bench dist/deploy dist/dev && find dist -name '*.map' -delete
# The SDK's native core comes for five platforms, 30 MB each.
RUN find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json /app/LICENSE ./
COPY --from=build --chown=node:node /app/node_modules node_modules
COPY --from=build --chown=node:node /app/bin bin
COPY --from=build --chown=node:node /app/dist dist
COPY --from=build --chown=node:node /app/instruments instruments
USER node
# Of the worker, which is what the image runs unless it is told otherwise.
ENV MOU_WATCH_ADDRESS=127.0.0.1:9464
HEALTHCHECK --interval=20s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:9464/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/worker/main.js"]

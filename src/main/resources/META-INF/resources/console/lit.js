// The template library, as Maven brought it (org.mvnpm:lit-html). The version is the one of pom.xml's lit-html.version.
export { html, nothing, render, svg } from "/_static/lit-html/3.3.2/lit-html.js";
export { repeat } from "/_static/lit-html/3.3.2/directives/repeat.js";
export { live } from "/_static/lit-html/3.3.2/directives/live.js";
export { guard } from "/_static/lit-html/3.3.2/directives/guard.js";

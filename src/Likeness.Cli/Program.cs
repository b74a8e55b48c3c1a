using Likeness.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);

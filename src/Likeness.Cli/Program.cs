using Likeness.Cli;

CommandClock.Start(CommandClock.ProcessAge());
return await CommandLine.RunAsync(args).ConfigureAwait(false);

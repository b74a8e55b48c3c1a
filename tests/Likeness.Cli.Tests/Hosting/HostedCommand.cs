namespace Likeness.Cli.Tests.Hosting;

/// <summary>A command for <see cref="CommandHost"/>: one line of JSON on its standard input.</summary>
/// <param name="Folder">The working folder.</param>
/// <param name="Arguments">The command line.</param>
/// <param name="End">Text that the host writes to standard output and error when the command has ended; the exit code follows it.</param>
internal sealed record HostedCommand(string Folder, string[] Arguments, string End);

using System.CommandLine;
using System.CommandLine.Invocation;

namespace Likeness.Cli.Screens;

/// <summary>The version, on one line.</summary>
internal sealed class VersionScreen : SynchronousCommandLineAction
{
    /// <summary>Major, minor and patch.</summary>
    public static string Version { get; } = typeof(VersionScreen).Assembly.GetName().Version!.ToString(3);

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.WriteLine($"likeness {Version}");
        return ExitCode.Success;
    }
}

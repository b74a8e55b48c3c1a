using System.CommandLine;

namespace Likeness.Cli.Commands;

/// <summary>The argument that names a run.</summary>
internal static class RunArgument
{
    public static Argument<string> Make() =>
        new("run") { HelpName = "RUN", Description = "the folder of a run, such as runs/realnvp-pi-1" };
}

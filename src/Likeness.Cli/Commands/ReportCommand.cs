using System.CommandLine;
using System.Diagnostics;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness report RUN</c>: opens the report of a run, and makes it if it is missing.</summary>
internal sealed class ReportCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "report";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "open the report of a run";

    private readonly Argument<string> run = RunArgument.Make();

    private readonly Option<bool> isQuiet = Flag.Switch("--no-open", "print the path of the report without opening it");

    public ReportCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        Add(isQuiet);
        AddExample("likeness report runs/mine", "open it in the browser; evaluates the run first if it has no report");
        SetAction(
            (result, cancellationToken) => Task.Run(() => Show(result, cancellationToken), CancellationToken.None)
        );
    }

    private void Show(ParseResult result, CancellationToken cancellationToken)
    {
        string folder = result.GetValue(run)!;
        string report = RunFolder.Open(folder).ReportFile;
        if (!File.Exists(report))
        {
            using var model = TrainedModel.Open(folder);
            TrainingScreen.Make().Watch(progress => model.Evaluate(null, progress, cancellationToken));
        }

        Page.Plain(report);
        JsonAnswer.Write(new { Report = report });
        if (!result.GetValue(isQuiet) && !JsonAnswer.IsAsked)
        {
            Open(Path.GetFullPath(report));
        }
    }

    // Where there is no desktop, the path on the screen is all.
    private static void Open(string path)
    {
        bool isDesktop =
            OperatingSystem.IsWindows()
            || OperatingSystem.IsMacOS()
            || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!isDesktop)
        {
            return;
        }

        try
        {
            using var _ = OperatingSystem.IsWindows()
                ? Process.Start(new ProcessStartInfo(path) { UseShellExecute = true })
                : Process.Start(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [path]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no opener.
        }
    }
}

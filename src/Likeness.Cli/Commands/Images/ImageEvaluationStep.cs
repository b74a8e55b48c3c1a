using Likeness.Cli.Screens;
using Likeness.Data.Downloads;
using Likeness.Evaluation.Images;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands.Images;

/// <summary>Judges a run of images, and shows what was found.</summary>
internal static class ImageEvaluationStep
{
    /// <summary>Judges and shows.</summary>
    /// <returns>The metrics as JSON.</returns>
    public static string Evaluate(
        Run run,
        ITrainingScreen screen,
        int? count,
        ulong? seed,
        int threads,
        CancellationToken cancellationToken
    )
    {
        var images = new ImageRun(run);
        var settings = new ImageEvaluationSettings
        {
            Seed = seed ?? run.Record.Seed,
            Threads = threads > 0 ? threads : Environment.ProcessorCount,
            ClassifierFolder = Path.Combine(DataRoot.Resolve(), "classifiers"),
        };
        var report = screen.Watch(progress =>
            images.Evaluate(count ?? ImageRunEvaluation.Evaluated, settings, progress, cancellationToken)
        );
        if (report.Evaluation is { } evaluation)
        {
            ShowMetrics(evaluation);
        }
        else
        {
            Page.Line(
                $"[yellow]There are too few images to judge by (give {ImageEvaluator.MinImages} or more to learn from, and as many held out).[/]"
            );
        }

        if (report.Likelihood is { } likelihood)
        {
            Page.Line(
                $"[bold]Likelihood[/]  {likelihood.Nats:0.00} nats an image, {likelihood.BitsPerDimension:0.000} bits a dimension ({Markup.Escape(likelihood.Kind)}; {likelihood.Rows:N0} {likelihood.On}; less is better)"
            );
        }

        if (report.Reconstruction is { } back)
        {
            Page.Line(
                $"[bold]What comes back[/]  SSIM {back.Ssim:0.000}, MS-SSIM {back.MultiscaleSsim:0.000}, PSNR {back.Psnr:0.0} dB (means of {back.Images:N0} {(run.Record.Holdout > 0 ? "held-out" : "training")} images; more is better)"
            );
        }

        return ImageReportJson.Serialize(report);
    }

    private static void ShowMetrics(ImageEvaluationReport report)
    {
        Page.Line($"\n[bold]How alike[/]  {Markup.Escape(report.Against)}");
        Page.Write(MetricScreen.Whole(report.Results));
        HelpRows.WriteParagraph(
            $"[bold]Novelty[/]  {(report.Novelty.LooksMemorised ? "[red]copied[/]" : "[green]new[/]")}  ",
            report.Novelty.LooksMemorised ? 17 : 14,
            report.Novelty.Verdict
        );
        foreach (string warning in report.Warnings)
        {
            Page.Line($"[yellow]{Markup.Escape(warning)}[/]");
        }
    }
}

using Likeness.Cli.Screens;
using Likeness.Evaluation;
using Likeness.Runs;

namespace Likeness.Cli.Commands.Images;

/// <summary>Judges a run of images, and shows what was found.</summary>
internal static class ImageJudging
{
    /// <summary>Judges and shows.</summary>
    /// <returns>The metrics as JSON.</returns>
    public static string Judge(
        Run run,
        ITrainingScreen screen,
        EvaluationSettings? settings,
        CancellationToken cancellation
    )
    {
        var images = new ImageRun(run);
        var report = screen.Watch(progress => images.Evaluate(settings, progress, cancellation));
        if (report.Likelihood is { } likelihood)
        {
            Page.Line(
                $"[bold]Likelihood[/]  {likelihood.Nats:0.00} nats an image, {likelihood.BitsPerDimension:0.000} bits a dimension ({Spectre.Console.Markup.Escape(likelihood.Kind)}; {likelihood.Rows:N0} {likelihood.On}; less is better)"
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
}

using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Modalities.Images;

/// <summary>The most important numbers of an evaluation of images.</summary>
internal static class ImageNumbers
{
    private const string FrechetDistance = "Fréchet distance";
    private static readonly string[] Fractions = [ImageMetrics.ConfidentName, ImageMetrics.PrecisionName, "Coverage"];

    /// <summary>Fréchet distance, confident samples, precision, coverage, and the likelihood (else the reconstructions); of edits their agreement with the true pictures.</summary>
    /// <param name="results">What was measured.</param>
    /// <param name="measured">The metrics, beside the baselines of the verdict.</param>
    public static IEnumerable<KeyNumber> Choose(ImageResults results, IReadOnlyList<MetricResult> measured)
    {
        foreach (var result in measured.Where(result => result.Metric == FrechetDistance).Take(1))
        {
            yield return Number(result, value => Numeral.Short(value));
        }

        foreach (string metric in Fractions)
        {
            foreach (var result in measured.Where(result => result.Metric == metric).Take(1))
            {
                yield return Number(result, Numeral.Percent);
            }
        }

        if (results.Edits is { } edits)
        {
            string Decibels(double value) => $"{Numeral.Short(value, 3)} dB";
            yield return new KeyNumber(
                "PSNR to the true picture",
                $"{Decibels(edits.Psnr)}; the unchanged picture has {Decibels(edits.UnchangedPsnr)}"
            );
            yield return new KeyNumber(
                "Error at changed pixels",
                $"{Numeral.Short(edits.ChangedError)} of 255; the unchanged picture has {Numeral.Short(edits.UnchangedChangedError)}"
            );
            yield return new KeyNumber("Error at kept pixels", $"{Numeral.Short(edits.KeptError)} of 255");
            if (edits.Recognised is { } recognised)
            {
                yield return new KeyNumber("Edits nearest to what was asked", Numeral.Percent(recognised));
            }
        }

        if (results.Likelihood is { } likelihood)
        {
            yield return new KeyNumber(
                $"Likelihood of {likelihood.On}",
                $"{Numeral.Short(likelihood.BitsPerDimension, 4)} bits per dimension ({likelihood.Kind})"
            );
        }
        else if (results.Reconstruction is { } reconstruction)
        {
            yield return new KeyNumber("Reconstructions", $"SSIM {Numeral.Short(reconstruction.Ssim)}");
        }
    }

    private static KeyNumber Number(MetricResult result, Func<double, string> show) =>
        new(
            result.Column is { } question ? $"{result.Metric} of {question}" : result.Metric,
            show(result.Value),
            result.Baseline is { } baseline ? FilesDescription.Range(show(baseline.Low), show(baseline.High)) : "",
            BaselineReading.InWords(result),
            BaselineReading.IsWithin(result)
        );
}

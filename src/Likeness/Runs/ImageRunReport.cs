using System.Text.Json;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Images;

namespace Likeness.Runs;

/// <summary>What was found when a run of images was judged. What does not apply to its model is null.</summary>
/// <param name="Likelihood">How likely the model holds images that it has not seen.</param>
/// <param name="Reconstruction">How alike images are to what comes back of them.</param>
/// <param name="Evaluation">How alike drawn images are to real ones, and how new they are.</param>
public sealed record ImageRunReport(
    LikelihoodReport? Likelihood,
    ReconstructionReport? Reconstruction,
    ImageEvaluationReport? Evaluation
);

/// <summary>How alike images that the model has not seen are to what comes back of them: means over the images.</summary>
/// <param name="Images">How many were sent through the model.</param>
/// <param name="Ssim">Structural similarity, at most 1: Wang et al. 2004.</param>
/// <param name="MultiscaleSsim">The same over several scales: Wang, Simoncelli and Bovik 2003.</param>
/// <param name="Psnr">Peak signal-to-noise ratio, in decibels.</param>
public sealed record ReconstructionReport(int Images, double Ssim, double MultiscaleSsim, double Psnr)
{
    /// <summary>Sums up single pairs.</summary>
    public static ReconstructionReport FromPairs(PairSimilarity pairs) =>
        new(pairs.Ssim.Length, pairs.Ssim.Average(), pairs.MultiscaleSsim.Average(), pairs.Psnr.Average());
}

/// <summary>Writes metrics.json of a run of images.</summary>
public static class ImageReportJson
{
    /// <summary>The report as JSON text, the same bytes for the same report.</summary>
    public static string Serialize(ImageRunReport report) =>
        JsonSerializer.Serialize(report, ReportJson.Options) + "\n";

    /// <summary>Writes the report to a file, whole or not at all.</summary>
    /// <exception cref="LikenessException">The place cannot be written.</exception>
    public static void Write(string path, ImageRunReport report)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(Serialize(report));
        AtomicFile.Write(path, stream => stream.Write(text));
    }
}

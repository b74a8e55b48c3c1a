using System.Text.Json.Serialization;
using Likeness.Evaluation;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Modalities.Images;

/// <summary>All measurements of an evaluation of images: the content of metrics.json. Values that do not apply are null.</summary>
/// <param name="Likelihood">The likelihood of images that the model was not trained on.</param>
/// <param name="Reconstruction">The similarity of images to their reconstructions.</param>
/// <param name="Evaluation">The similarity of sampled to real images, and their novelty.</param>
public sealed record ImageResults(
    LikelihoodReport? Likelihood,
    ReconstructionReport? Reconstruction,
    ImageEvaluationReport? Evaluation
)
{
    /// <summary>The agreement of edits with the true pictures after; null for a run that does not edit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EditFidelity? Edits { get; init; }
}

/// <summary>The similarity of images to their reconstructions: means over the images.</summary>
/// <param name="Images">The number of reconstructed images.</param>
/// <param name="Ssim">Structural similarity, at most 1: Wang et al. 2004.</param>
/// <param name="MultiscaleSsim">The same over several scales: Wang, Simoncelli and Bovik 2003.</param>
/// <param name="Psnr">Peak signal-to-noise ratio, in decibels.</param>
public sealed record ReconstructionReport(int Images, double Ssim, double MultiscaleSsim, double Psnr)
{
    /// <summary>Summarises single pairs.</summary>
    public static ReconstructionReport FromPairs(PairSimilarity pairs) =>
        new(pairs.Ssim.Length, pairs.Ssim.Average(), pairs.MultiscaleSsim.Average(), pairs.Psnr.Average());
}

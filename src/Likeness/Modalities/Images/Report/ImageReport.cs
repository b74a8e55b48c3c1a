using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Modalities.Images.Report;

/// <summary>The content of an evaluation's report on images.</summary>
/// <param name="Real">Real images; reconstructed ones come first.</param>
/// <param name="Samples">Sampled images.</param>
/// <param name="Results">All measurements.</param>
internal sealed record ImageReport(ImageSet Real, ImageSet Samples, ImageResults Results)
{
    /// <summary>The number of samples in the report.</summary>
    public const int Shown = 64;

    /// <summary>The number of reconstructions in the report.</summary>
    public const int Pairs = 32;

    private static readonly string TooFew =
        $"There are too few images to compare (give {ImageEvaluator.MinImages} or more training images, and as many test images, by a larger --holdout, or none, by --holdout 0).";

    /// <summary>The training images, for the nearest neighbours of samples; null if unknown.</summary>
    public ImageSet? Train { get; init; }

    /// <summary>The reconstructions of the first real images; null if the model does not reconstruct.</summary>
    public ImageSet? Reconstructions { get; init; }

    /// <summary>Warnings beside those of the comparison.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The metrics, beside the baselines of the verdict: a baseline of one pair of real sets has no width of its own.</summary>
    public IReadOnlyList<MetricResult> Measured =>
        [.. (Results.Evaluation?.Results ?? []).Select(EvidenceRules.BesideVerdict)];

    /// <summary>The outcome, with the sections of the report.</summary>
    public EvaluationOutcome Outcome() =>
        new()
        {
            Against = Results.Edits is { } edits
                ? $"{Numeral.Whole(edits.Images)} edits against the true pictures after."
                : Results.Evaluation?.Against ?? TooFew,
            Verdict = Results.Evaluation?.Verdict,
            Numbers = DecisiveNumber.Among(
                Results.Evaluation?.Verdict,
                Measured,
                ImageNumbers.Choose(Results, Measured)
            ),
            Warnings = [.. Results.Evaluation?.Warnings ?? [], .. Warnings],
            Details = Results,
            Subject = $"images of {Real.Shape}",
            Sections =
            [
                page => ImageSampleSection.Add(page, this),
                page => ImageEditSection.Add(page, this),
                page => ImageMetricSection.Add(page, this),
                page => ImageNoveltySection.Add(page, this),
                page => ImageLikelihoodSection.Add(page, Results.Likelihood),
                page => ImageReconstructionSection.Add(page, this),
            ],
        };
}

using Likeness.Data.Images;
using Likeness.Evaluation;
using Likeness.Evaluation.Images;

namespace Likeness.Figures.Report;

/// <summary>Everything that the report on a run of images shows.</summary>
public sealed record ImageReportContent : ReportOutline
{
    /// <summary>Drawn images, to look at; null where the model draws none of itself.</summary>
    public ImageSet? Samples { get; init; }

    /// <summary>Real images of the same size, to look at beside them.</summary>
    public required ImageSet Real { get; init; }

    /// <summary>What comes back of the first of the real images through the model; null where it has no way back.</summary>
    public ImageSet? Reconstructions { get; init; }

    /// <summary>How likely the model holds images that it has not seen; null without a density.</summary>
    public LikelihoodReport? Likelihood { get; init; }

    /// <summary>How alike drawn images are to real ones, and how new they are; null where it was not judged.</summary>
    public ImageEvaluationReport? Evaluation { get; init; }

    /// <summary>The images that the model learned from, of which the nearest to some samples are shown; null to show none.</summary>
    public ImageSet? Train { get; init; }

    /// <summary>Numbers on reconstructions, in the order shown.</summary>
    public IReadOnlyList<Fact> Similarity { get; init; } = [];

    /// <summary>The data: sizes, classes, how many.</summary>
    public IReadOnlyList<Fact> Data { get; init; } = [];

    /// <summary>What a reader should know of the data, each a short phrase.</summary>
    public IReadOnlyList<string> DataRemarks { get; init; } = [];
}

using Likeness.Data.Images;

namespace Likeness.Runs;

/// <summary>What a person should know of images before a run begins.</summary>
/// <param name="Published">The sizes of an image as it lies in the files.</param>
/// <param name="Transform">The sizes that they are brought to, and what happens to pixels.</param>
/// <param name="ValidationImages">How many of the images are only chosen by.</param>
/// <param name="ClassCounts">How many training images each class has; empty without classes.</param>
/// <param name="Remarks">What a reader of results must know.</param>
public sealed record ImageSummary(
    ImageShape Published,
    ImageTransform Transform,
    int ValidationImages,
    IReadOnlyList<int> ClassCounts,
    IReadOnlyList<string> Remarks
);

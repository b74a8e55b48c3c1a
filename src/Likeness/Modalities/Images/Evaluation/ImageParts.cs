using Likeness.Compute.Cpu;
using Likeness.Evaluation;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// Divides the training images of a model for its evaluation. The parts are disjoint: features of a classifier's training images
/// are distributed differently from those of others, so that a baseline of such images would be too lenient.
/// </summary>
/// <param name="Lessons">The classifier's training images.</param>
/// <param name="Aside">A third, which replaces samples in the baseline.</param>
/// <param name="Reference">The reference images if there are no test images: another third; else null.</param>
internal sealed record ImageParts(ImageSet Lessons, ImageSet Aside, ImageSet? Reference)
{
    // More than a classifier sees; all of them are read to find a stored one.
    private const int MaxLessons = 200_000;

    public static ImageParts Create(ImageSet train, bool hasTest, ulong seed)
    {
        int[] order = new PhiloxRandom(seed, (ulong)EvaluationStream.Subsample << 32).Permutation(train.Count);
        int third = train.Count / 3;
        return hasTest
            ? new ImageParts(
                train.Take(order[third..][..Math.Min(train.Count - third, MaxLessons)]),
                train.Take(order[..third]),
                null
            )
            : new ImageParts(
                train.Take(order[(2 * third)..][..Math.Min(train.Count - (2 * third), MaxLessons)]),
                train.Take(order[..third]),
                train.Take(order[third..(2 * third)])
            );
    }
}

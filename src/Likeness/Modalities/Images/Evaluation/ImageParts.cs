using Likeness.Compute.Cpu;
using Likeness.Evaluation;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>
/// What the training images of a model serve for in its evaluation. No image serves twice: features of images that a classifier has learnt
/// lie elsewhere than those of others, so that a floor of such images would forgive too much.
/// </summary>
/// <param name="Lessons">What the classifier learns from.</param>
/// <param name="Aside">What stands for samples in the floor: a third.</param>
/// <param name="Reference">What samples are compared with where there are no test images: another third; else null.</param>
internal sealed record ImageParts(ImageSet Lessons, ImageSet Aside, ImageSet? Reference)
{
    public static ImageParts Create(ImageSet train, bool hasTest, ulong seed)
    {
        int[] order = new PhiloxRandom(seed, (ulong)EvaluationStream.Subsample << 32).Permutation(train.Count);
        int third = train.Count / 3;
        return hasTest
            ? new ImageParts(train.Take(order[third..]), train.Take(order[..third]), null)
            : new ImageParts(
                train.Take(order[(2 * third)..]),
                train.Take(order[..third]),
                train.Take(order[third..(2 * third)])
            );
    }
}

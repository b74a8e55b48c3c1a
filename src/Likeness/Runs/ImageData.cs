using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Data.Images.Datasets;

namespace Likeness.Runs;

/// <summary>The images of a run: what is learned from, what is chosen by, and what is judged on.</summary>
/// <param name="Train">What is trained on.</param>
/// <param name="Validation">What is chosen by; never what is judged on, where the data is large enough to part.</param>
/// <param name="Test">What is judged on: the images that the data's makers set aside, or held-out ones.</param>
/// <param name="Published">The sizes of an image before it was brought to the run's.</param>
/// <param name="Remarks">What a reader of results must know.</param>
public sealed record ImageData(
    ImageSet Train,
    ImageSet Validation,
    ImageSet Test,
    ImageShape Published,
    IReadOnlyList<string> Remarks
)
{
    // Of a training set whose makers set no images aside to choose by: one in twelve, as 5,000 of MNIST's 60,000.
    private const int ValidationFraction = 12;
    private const int MaxValidation = 5000;

    /// <summary>Reads images, brings them to one size, and parts them.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="size">The sides to bring them to; 0 leaves them.</param>
    /// <param name="holdout">The share to judge on where the data comes without such images.</param>
    /// <param name="seed">The seed of what is parted by chance.</param>
    /// <exception cref="LikenessException">The images cannot be read, or are too few to part.</exception>
    public static ImageData Load(DataSource source, int size, double holdout, ulong seed)
    {
        var splits = source.LoadImages();
        var published = splits.Train.Shape;
        splits = splits.Select(images => Resized(images, size));

        if (source.DatasetRows is int max)
        {
            splits = splits.Select(images => Some(images, max, seed));
        }

        var train = splits.Train;

        if (train.Count == 0)
        {
            throw new LikenessException("the data has no images to learn from (give at least two)");
        }

        var test = splits.Test;
        if (test is null)
        {
            var split = Split.Sample(train.Count, holdout, seed);
            (train, test) = (train.Take([.. split.Train]), train.Take([.. split.HeldOut]));
        }

        var validation = splits.Validation;
        if (validation is null)
        {
            int count = splits.Test is null ? 0 : Math.Min(MaxValidation, train.Count / ValidationFraction);
            int[] order = RandomUse.Subset.Random(seed, 1).Permutation(train.Count);
            Array.Sort(order, 0, count);
            Array.Sort(order, count, order.Length - count);
            (validation, train) = count > 0 ? (train.Take(order[..count]), train.Take(order[count..])) : (test, train);
        }

        return new ImageData(train, validation, test, published, splits.Remarks);
    }

    /// <summary>Reads the images of a run again.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are not those that the run was made from.</exception>
    internal static ImageData Load(RunRecord record, int size)
    {
        var data = Load(record.Data.Source, size, record.Holdout, record.Seed);
        return ImageFingerprint.Compute(data.Train) == record.Data.Fingerprint
            ? data
            : throw new LikenessException(
                $"{record.Data.Source.ShortName}: the images are not what the run was made from (restore them, or start a new run)"
            );
    }

    private static ImageSet Some(ImageSet images, int max, ulong seed)
    {
        if (max >= images.Count)
        {
            return images;
        }

        int[] chosen = RandomUse.Subset.Random(seed).Permutation(images.Count)[..max];
        Array.Sort(chosen);
        return images.Take(chosen);
    }

    /// <summary>Images in a run's size: small ones gain a border, in which nothing is invented; others are averaged.</summary>
    /// <param name="images">The images.</param>
    /// <param name="size">The sides of the square; 0 leaves them.</param>
    /// <exception cref="LikenessException">They would take more than 2 GiB.</exception>
    public static ImageSet Resized(ImageSet images, int size)
    {
        if (size == 0)
        {
            return images;
        }

        var shape = images.Shape;
        bool isSmaller = shape.Height <= size && shape.Width <= size;
        bool fits = isSmaller && Math.Max(size - shape.Height, size - shape.Width) <= size / 4;
        return new ImageResize(size, size, fits ? ImageFit.Pad : ImageFit.Bilinear).Apply(images);
    }
}

using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Modalities.Images.Datasets;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>Reads the images of a source, resizes and splits them.</summary>
public static class ImageReader
{
    private const string Unit = "images";

    // With more images a validation loss gains little, and each epoch takes longer: the usual number for MNIST.
    private const int MaxValidation = 5000;

    // Of format 1: the number of validation images taken from the training images, as 5,000 of MNIST's 60,000.
    private const int FormerFraction = 12;

    /// <summary>Reads images, downloading missing files of a published dataset.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The parts of the source.</returns>
    /// <exception cref="LikenessException">There is no such dataset, it contains no images, or a file cannot be read as images.</exception>
    public static ImageSplits LoadImages(this DataSource source) => source.LoadImages(size: 0);

    /// <summary>
    /// Reads images, resizes them and splits them. Published test and validation parts are kept; a
    /// missing part is sampled from the training images.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="size">The side of the resized images; 0 for no resize.</param>
    /// <param name="split">The split of data without parts. At most 5,000 images are used for validation.</param>
    /// <param name="progress">Receives the fraction of a folder or archive that is decoded.</param>
    /// <exception cref="LikenessException">The images cannot be read, or are too few to split.</exception>
    public static DataSplit<ImageSet> Read(
        DataSource source,
        int size,
        SplitSettings split,
        Action<double>? progress = null
    )
    {
        var splits = source.LoadImages(size, source.DatasetRows, split.Seed, progress);
        var train = splits.Train;
        if (train.Count == 0)
        {
            throw new LikenessException($"{source.ShortName}: there are no images to train on (give at least two)");
        }

        var data = split.Validation is { } fraction ? Split(splits, split, fraction) : SplitAsFormat1(splits, split);
        data = data with { Remarks = splits.Remarks, Facts = splits.Facts };

        // Published datasets are compared by classifiers for their padded size.
        return source.Dataset is null || data.Train.Unpadded is null
            ? data
            : data.Select(part => part.PaddedFrom(null));
    }

    /// <summary>The images of a source to process with a trained model: its test images, or all if it has none.</summary>
    /// <param name="source">The source.</param>
    /// <param name="size">The side of the resized images; 0 for no resize.</param>
    /// <exception cref="LikenessException">They cannot be read as images.</exception>
    internal static ImageSet LoadUnseen(this DataSource source, int size = 0)
    {
        var splits = source.LoadImages(size, skips: false);
        return First(splits.Test ?? splits.Train, source.DatasetRows ?? int.MaxValue);
    }

    /// <summary>Reads images in a size.</summary>
    /// <param name="source">The source.</param>
    /// <param name="size">The side of the resized images; 0 for no resize.</param>
    /// <param name="max">The maximum number of images of each part, chosen at random; null for all.</param>
    /// <param name="seed">The seed of that choice.</param>
    /// <param name="progress">Receives the fraction that is decoded.</param>
    /// <param name="skips">Whether pictures that cannot be read are skipped if they are few, with a remark.</param>
    internal static ImageSplits LoadImages(
        this DataSource source,
        int size,
        int? max = null,
        ulong seed = 0,
        Action<double>? progress = null,
        bool skips = true
    )
    {
        if (!source.IsInMemory && source.Modality is not ImageModality)
        {
            throw new LikenessException(
                $"{source.ShortName}: this holds {source.Modality.Plural}, not images (give a folder of pictures, an array of images, or a dataset of images)"
            );
        }

        var request = new PictureRequest
        {
            Size = new PictureSize(size, source.Fit),
            Colour = source.Colour,
            Background = PictureBackground.Parse(source.Background),
            Classes = source.Classes,
            MaxCount = max,
            Seed = seed,
            Skips = skips,
            DataFolder = source.DataFolder,
            Progress = progress,
        };
        var splits =
            source.Dataset is { } name
                ? ImageDatasetRegistry
                    .Find(name)
                    .Load(
                        new ImageSource
                        {
                            DataFolder = source.DataFolder,
                            Seed = source.DatasetSeed,
                            Download = new(),
                            AcceptsTerms = source.AcceptsTerms,
                        },
                        request
                    )
            : source.IsInMemory ? new ImageSplits(source.ExamplesOf<ImageSet>("images"))
            : ImageFiles.Load(source.Files[0], request);
        return splits.As(request);
    }

    /// <summary>The first images of a set.</summary>
    internal static ImageSet First(this ImageSet images, int max) =>
        images.Count <= max ? images : images.Take([.. Enumerable.Range(0, max)]);

    /// <summary>Images of a run's size: images that are up to a quarter smaller are padded, others resized.</summary>
    /// <param name="images">The images.</param>
    /// <param name="size">The side of the square; 0 for no resize.</param>
    /// <param name="fit">How images of other proportions fit into it; null to stretch them.</param>
    /// <exception cref="LikenessException">They would exceed 2 GiB.</exception>
    public static ImageSet Resized(ImageSet images, int size, ImageFit? fit = null) =>
        new PictureSize(size, fit).For(images.Shape)?.Apply(images) ?? images;

    private static DataSplit<ImageSet> Split(ImageSplits splits, SplitSettings split, double fraction)
    {
        var train = splits.Train;
        var which = (
            split with
            {
                Test = splits.Test is null ? split.Test : 0,
                Validation = splits.Validation is null ? Math.Min(fraction, MaxValidation / (double)train.Count) : 0,
            }
        ).Split(train.Count, Unit);
        return new DataSplit<ImageSet>(
            which.Train.Length == train.Count ? train : train.Take(which.Train),
            splits.Validation ?? train.Take(which.Validation),
            splits.Test ?? train.Take(which.Test)
        );
    }

    // The rule of runs of format 1, so that they resume to the same bytes.
    private static DataSplit<ImageSet> SplitAsFormat1(ImageSplits splits, SplitSettings split)
    {
        var (train, test, validation) = (splits.Train, splits.Test, splits.Validation);
        if (test is null)
        {
            var which = split.Split(train.Count, Unit);
            test = train.Take(which.Test);
            return new DataSplit<ImageSet>(train.Take(which.Train), validation ?? test, test);
        }

        if (validation is null)
        {
            int count = Math.Min(MaxValidation, train.Count / FormerFraction);
            int[] order = RandomUse.Subset.Random(split.Seed, 1).Permutation(train.Count);
            Array.Sort(order, 0, count);
            Array.Sort(order, count, order.Length - count);
            (validation, train) = count > 0 ? (train.Take(order[..count]), train.Take(order[count..])) : (test, train);
        }

        return new DataSplit<ImageSet>(train, validation, test);
    }
}

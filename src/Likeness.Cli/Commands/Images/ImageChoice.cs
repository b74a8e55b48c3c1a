using System.CommandLine;
using System.Globalization;
using Likeness.Cli.Options;
using Likeness.Data;
using Likeness.Data.Images;
using Likeness.Runs;

namespace Likeness.Cli.Commands.Images;

/// <summary>Which images a command is about: those of files or a dataset, or those that the run is judged on.</summary>
internal static class ImageChoice
{
    /// <summary>The images that a command line names, brought to the run's sizes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The options that name data.</param>
    /// <param name="result">The command line.</param>
    /// <param name="max">How many to take at most.</param>
    /// <exception cref="LikenessException">They cannot be read, or are not images.</exception>
    public static ImageSet Read(Run run, DataOptionSet data, ParseResult result, int max = int.MaxValue)
    {
        var images = data.Read(result) is { } source ? Choose(run, source) : new ImageRun(run).LoadData().Test;
        return images.Count <= max ? images : images.Take([.. Enumerable.Range(0, max)]);
    }

    /// <summary>Images of a source, those that are judged on where it parts them.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are not images.</exception>
    public static ImageSet Choose(Run run, DataSource source)
    {
        if (source.Kind != DataKind.Images)
        {
            throw new LikenessException(
                $"{source.ShortName}: this holds {source.Kind.Plural()}, but the run is of images (give a folder of pictures, an array of images, or a dataset of images)"
            );
        }

        var splits = source.LoadImages();
        var images = ImageData.Resized(splits.Test ?? splits.Train, run.Options.Size);
        return source.DatasetRows is int max && max < images.Count
            ? images.Take([.. Enumerable.Range(0, max)])
            : images;
    }

    /// <summary>Two sets of images as one, without what is known of each.</summary>
    /// <exception cref="LikenessException">Their images are of different sizes.</exception>
    public static ImageSet Together(ImageSet first, ImageSet second) =>
        first.Shape == second.Shape
            ? new ImageSet(first.Shape, [.. first.Pixels, .. second.Pixels])
            : throw new LikenessException(
                $"images of {first.Shape} and of {second.Shape} cannot be scored by one model (give images with as many channels)"
            );

    /// <summary>The code that a person means: by the number of an image, from 1, or of a drawn code, as <c>sample:3</c>.</summary>
    /// <exception cref="LikenessException">The text means neither.</exception>
    public static float[] CodeOf(ImageRun run, string text, Func<ImageSet> images, ulong seed)
    {
        const string Sample = "sample:";
        const string Former = "draw:"; // understood for one release more
        bool isFormer = text.StartsWith(Former, StringComparison.OrdinalIgnoreCase);
        bool isSample = isFormer || text.StartsWith(Sample, StringComparison.OrdinalIgnoreCase);
        string digits = isSample ? text[(isFormer ? Former : Sample).Length..] : text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
        {
            throw new LikenessException(
                $"'{text}' means no image (give the number of an image, from 1, or sample:1 for a drawn code)"
            );
        }

        if (isSample)
        {
            return run.SampleLatents(number, seed)[^run.LatentWidth..];
        }

        var all = images();
        return number <= all.Count
            ? run.Encode(all.Take([number - 1]))
            : throw new LikenessException(
                $"image {number} is asked for, but there are {all.Count:N0} images (count from 1)"
            );
    }
}

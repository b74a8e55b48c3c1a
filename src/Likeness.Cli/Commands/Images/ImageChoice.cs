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
    /// <param name="most">How many to take at most.</param>
    /// <exception cref="LikenessException">They cannot be read, or are not images.</exception>
    public static ImageSet Read(Run run, DataOptionSet data, ParseResult result, int most = int.MaxValue)
    {
        var images = data.Read(result) is { } source ? Of(run, source) : new ImageRun(run).LoadData().Test;
        return images.Count <= most ? images : images.Take([.. Enumerable.Range(0, most)]);
    }

    /// <summary>Images of a source, those that are judged on where it parts them.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are not images.</exception>
    public static ImageSet Of(Run run, DataSource source)
    {
        if (source.Kind != DataKind.Images)
        {
            throw new LikenessException(
                $"{source.ShortName}: this holds {source.Kind.Plural()}, but the run is of images (give a folder of pictures, an array of images, or a dataset of images)"
            );
        }

        var splits = source.LoadImages();
        var images = ImageData.Resized(splits.Test ?? splits.Train, run.Options.Size);
        return source.DatasetRows is int most && most < images.Count
            ? images.Take([.. Enumerable.Range(0, most)])
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

    /// <summary>The code that a person means: by the number of an image, from 1, or of a drawn code, as <c>draw:3</c>.</summary>
    /// <exception cref="LikenessException">The text means neither.</exception>
    public static float[] CodeOf(ImageRun run, string text, Func<ImageSet> images, ulong seed)
    {
        const string Draw = "draw:";
        bool isDraw = text.StartsWith(Draw, StringComparison.OrdinalIgnoreCase);
        string digits = isDraw ? text[Draw.Length..] : text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
        {
            throw new LikenessException(
                $"'{text}' means no image (give the number of an image, from 1, or draw:1 for a drawn code)"
            );
        }

        if (isDraw)
        {
            return run.DrawCodes(number, seed)[^run.CodeWidth..];
        }

        var all = images();
        return number <= all.Count
            ? run.Encode(all.Take([number - 1]))
            : throw new LikenessException(
                $"image {number} is asked for, but there are {all.Count:N0} images (count from 1)"
            );
    }
}

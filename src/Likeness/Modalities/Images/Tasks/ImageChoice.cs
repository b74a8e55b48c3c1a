using System.Globalization;
using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>The images that a task processes: those of files or a dataset, or the test images of the run.</summary>
internal static class ImageChoice
{
    private const string Sample = "sample:";
    private const string FormerSample = "draw:"; // accepted for one more release

    /// <summary>The images of the settings, in the run's size; else the run's test images, or its training images if it has none.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are not images.</exception>
    public static ImageSet Read(TrainedModel model, TaskSettings settings, int max = int.MaxValue)
    {
        if (settings.Data is { } source)
        {
            return source.LoadLike(model).First(max);
        }

        var data = model.As<ImageModel>().LoadData();
        return (data.Test.Count > 0 ? data.Test : data.Train).First(max);
    }

    /// <summary>The images of a source in the size and the channels of a run's.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are not images.</exception>
    public static ImageSet LoadLike(this DataSource source, TrainedModel model)
    {
        var own = model.Record.Data.Source;
        var images = (
            source with
            {
                Fit = source.Fit ?? own.Fit,
                Colour = source.Colour ?? own.Colour,
                Background = source.Background ?? own.Background,
            }
        ).LoadUnseen(model.Options.Size);
        return model.As<ImageModel>().Transform.Unpad(images);
    }

    /// <summary>Images of a single picture, a folder or an array, in the run's sizes.</summary>
    /// <exception cref="LikenessException">They cannot be read.</exception>
    public static ImageSet Picture(string path, TrainedModel model)
    {
        var shape = model.As<ImageModel>().Transform.SampleShape;
        var resize = new ImageResize(shape.Height, shape.Width);
        ImageColour? colour = shape.Channels == 1 ? ImageColour.Grey : ImageColour.Rgb;
        var background = PictureBackground.Parse(model.Record.Data.Source.Background);
        bool isPicture =
            !Directory.Exists(path) && Path.GetExtension(path).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg";
        return colour.Apply(
            isPicture
                ? resize.Apply(PictureDecoder.Decode(InputFile.ReadAllBytes(path), path, background))
                : ImageFiles.Load(path, new PictureRequest { Resize = resize, Background = background }).Train
        );
    }

    /// <summary>The files and classes of images, and of others after them, as columns of an output.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Cells)> Texts(params ImageSet[] sets)
    {
        yield return (NamedRows.File, [.. sets.SelectMany(set => NamedRows.Padded(set.Files, set.Count))]);
        foreach (string name in sets.SelectMany(set => set.Labels).Select(label => label.Name).Distinct())
        {
            yield return (name, [.. sets.SelectMany(set => ClassesOf(set, name))]);
        }
    }

    private static IEnumerable<string> ClassesOf(ImageSet images, string name) =>
        images.Labels.FirstOrDefault(label => label.Name == name) is { } label
            ? label.Values.Select(value => label.Classes[value])
            : Enumerable.Repeat("", images.Count);

    /// <summary>Concatenates two sets of images, without their labels.</summary>
    /// <exception cref="LikenessException">Their images are of different sizes.</exception>
    public static ImageSet Concatenate(ImageSet first, ImageSet second) =>
        first.Shape == second.Shape
            ? new ImageSet(first.Shape, [.. first.Pixels, .. second.Pixels])
            : throw new LikenessException(
                $"images of {first.Shape} and of {second.Shape} cannot be used together (give images of one size and as many channels)"
            );

    /// <summary>The latent vector that a text refers to: that of an image by its number, from 1, or a sampled one, as <c>sample:3</c>.</summary>
    /// <exception cref="LikenessException">The text is neither.</exception>
    public static float[] LatentOf(TrainedModel model, TaskSettings settings, string text, Func<ImageSet> images)
    {
        string? prefix = Array.Find(
            [Sample, FormerSample],
            one => text.StartsWith(one, StringComparison.OrdinalIgnoreCase)
        );
        string digits = text[(prefix?.Length ?? 0)..];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
        {
            throw new LikenessException(
                $"'{text}' is not an image (give the number of an image, from 1, or sample:1 for a sampled latent vector)"
            );
        }

        if (prefix is not null)
        {
            return model.As<ImageModel>().SampleLatent(number, settings.Seed);
        }

        var all = images();
        return number <= all.Count
            ? model.As<ImageModel>().Encode(all.Take([number - 1]))
            : throw new LikenessException(
                $"image {number} does not exist; there are {Numeral.Whole(all.Count)} {Name()} (count from 1)"
            );

        string Name() =>
            settings.Data is not null ? "images"
            : model.Record.Data.CountOf("test") > 0 ? "test images of the run"
            : "training images of the run";
    }
}

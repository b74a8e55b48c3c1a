using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data.Images;
using Likeness.Sampling;
using Spectre.Console;

namespace Likeness.Cli.Commands.Images;

/// <summary>Where the images of a command go: to one picture with all of them, to an array, or to a folder of pictures.</summary>
internal static class ImageOutput
{
    /// <summary>Refuses what could not be written before the work.</summary>
    /// <exception cref="LikenessException">Nothing is named, or it cannot be written.</exception>
    public static void Prepare(string? path)
    {
        if (path is null)
        {
            throw new LikenessException(
                "images want a file to go to (give --out images.png for one picture of all, images.npy, or a folder)"
            );
        }

        if (!ImageSampleFile.IsFolder(path))
        {
            OutputPath.Check(path);
        }
    }

    /// <summary>Writes the images, and says so.</summary>
    /// <param name="images">The images.</param>
    /// <param name="path">Where they go.</param>
    /// <param name="summary">What else a script should know; null for nothing.</param>
    /// <param name="columns">Images in a row of one picture; null for about a square.</param>
    public static void Give(ImageSet images, string path, object? summary = null, int? columns = null)
    {
        ImageSampleFile.Write(path, images, columns);
        Page.Line($"{images.Count:N0} images written to {Markup.Escape(path)}");
        JsonAnswer.Write(
            new
            {
                images.Count,
                File = path,
                Shape = images.Shape.ToString(),
                Account = summary,
            }
        );
    }
}

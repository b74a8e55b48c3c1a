using Likeness.Figures;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Where the images of a task go: to one picture with all of them, to an array, or to a folder of pictures.</summary>
internal static class ImageOutput
{
    public const string Help = "a .png with all images, a .npy array, or a folder";

    /// <summary>Refuses what cannot be written.</summary>
    /// <exception cref="LikenessException">Nothing is named, or it cannot be written.</exception>
    public static void Check(string? output)
    {
        if (output is null)
        {
            throw new LikenessException(
                "images are written to a file or a folder (give --out images.png for one picture of all, images.npy, or a folder)"
            );
        }

        ImageSampleFile.Check(output);
    }

    /// <summary>Writes the images.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="images">The images.</param>
    /// <param name="summary">What else a script should know; null for nothing.</param>
    /// <param name="columns">Images in a row of one picture; null for about a square.</param>
    /// <param name="lines">What else a person should read.</param>
    public static TaskResult Write(
        TaskContext context,
        ImageSet images,
        object? summary = null,
        int? columns = null,
        params IReadOnlyList<string> lines
    )
    {
        string path = context.Output!;
        ImageSampleFile.Write(path, images, columns);
        return new TaskResult
        {
            Lines = [.. lines, $"{Numeral.Whole(images.Count)} images written to {path}"],
            Answer = new
            {
                images.Count,
                File = path,
                Shape = images.Shape.ToString(),
                Summary = summary,
            },
        };
    }

    /// <summary>Whether all images go to one picture.</summary>
    public static bool IsPicture(TaskContext context) =>
        Path.GetExtension(context.Output)?.Equals(".png", StringComparison.OrdinalIgnoreCase) == true
        && !ImageSampleFile.IsFolder(context.Output!);
}

using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>The output of tasks on images: one image with all of them, an array, or a folder of images.</summary>
internal static class ImageOutput
{
    public const string Help = "a .png with all images, a .npy array, or a folder";

    /// <summary>Refuses an output that cannot be written.</summary>
    /// <exception cref="LikenessException">No output is named, or it cannot be written.</exception>
    public static void Check(string? output)
    {
        if (output is null)
        {
            throw new LikenessException(
                "images are written to a file or a folder (give --out images.png for one image with all, images.npy, or a folder)"
            );
        }

        ImageSampleFile.Check(output);
    }

    /// <summary>Writes the images.</summary>
    /// <param name="context">The output.</param>
    /// <param name="images">The images.</param>
    /// <param name="summary">Further values for scripts; null for none.</param>
    /// <param name="columns">Images per row of one .png; null for about a square.</param>
    /// <param name="lines">Further lines for people.</param>
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
        return Written(
            context,
            images,
            summary,
            [
                .. lines,
                $"{Numeral.Counted(images.Count, "image")} written to {path}",
                .. OutputFolder.Others(path, ".png", images.Count),
            ]
        );
    }

    /// <summary>The result of images that are written.</summary>
    /// <param name="context">The output.</param>
    /// <param name="images">The images.</param>
    /// <param name="summary">Further values for scripts; null for none.</param>
    /// <param name="lines">Lines for people.</param>
    public static TaskResult Written(
        TaskContext context,
        ImageSet images,
        object? summary = null,
        params IReadOnlyList<string> lines
    ) =>
        new()
        {
            Lines = lines,
            Answer = new
            {
                images.Count,
                File = context.Output!,
                Shape = images.Shape.ToString(),
                Summary = summary,
            },
        };

    /// <summary>Whether all images go to one .png.</summary>
    public static bool IsPicture(TaskContext context) =>
        Path.GetExtension(context.Output)?.Equals(".png", StringComparison.OrdinalIgnoreCase) == true
        && !ImageSampleFile.IsFolder(context.Output!);
}

using Likeness.Data;
using Likeness.Data.Archives;
using Likeness.Interop;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Reads image sources: a folder or a .zip, .tar or .tar.gz archive of PNG and JPEG images, with or without subfolders for classes
/// and for train, val and test, or of pictures before and after edits (<see cref="EditPairFiles"/>); a .npy array;
/// or a .npz file with training images, and optional test images and labels.
/// </summary>
public static class ImageFiles
{
    private static readonly string[] TrainNames = ["train_images", "x_train", "images", "x", "X", "arr_0"];
    private static readonly string[] ValidationNames = ["val_images", "x_val"];
    private static readonly string[] TestNames = ["test_images", "x_test"];

    /// <summary>Reads images of one size, or resizes them.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="resize">Resizes every image to this size; null to refuse images of different sizes.</param>
    /// <returns>All images are training images if the file has no parts.</returns>
    /// <exception cref="LikenessException">
    /// The source does not exist, is of another kind or damaged, or its images are inconsistent.
    /// </exception>
    public static ImageSplits Load(string path, ImageResize? resize = null)
    {
        if (IsPictures(path))
        {
            return Load(path, new PictureRequest { Resize = resize });
        }

        var images = Arrays(path);
        return resize is null ? images : images.Select(resize.Apply);
    }

    /// <summary>The different sizes of the pictures of a folder or archive, of those that can be read.</summary>
    internal static IReadOnlySet<(int Height, int Width)> Sizes(string path)
    {
        var sizes = new HashSet<(int Height, int Width)>();
        foreach (var part in PictureLayout.Parts(FileArchive.Open(path)))
        {
            var reading = new PictureReading(part, new PictureRequest { Skips = true });
            reading.Decode(shape: null, (_, _) => { });
            sizes.UnionWith(reading.Sizes);
        }

        return sizes;
    }

    /// <summary>Whether a path is that of a folder or an archive of pictures.</summary>
    internal static bool IsPictures(string path) => Directory.Exists(path) || FileArchive.IsArchive(path);

    /// <summary>Reads images; those of folders and archives as the request asks, those of arrays as they are.</summary>
    internal static ImageSplits Load(string path, PictureRequest request) =>
        EditPairFiles.Are(path) ? EditPairFiles.Load(path, request)
        : IsPictures(path) ? new PictureLoader(request).Load(PictureLayout.Parts(FileArchive.Open(path)))
        : Arrays(path);

    private static ImageSplits Arrays(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npz" => Archive(path),
            ".npy" => new ImageSplits(
                ImageLayout.FromArray(
                    ArrayFile.Read(path, ".npy file", stream => NpyBytes.Read(stream, acceptsFractions: true)),
                    path
                )
            ),
            _ => throw Unknown(path),
        };

    /// <summary>Whether a .npz file may hold images: its first array of their names, or its first one, has an axis for each of their sides.</summary>
    /// <param name="path">The file; errors are left to its reading.</param>
    /// <param name="axes">The fewest axes of images.</param>
    internal static bool IsArchiveOfImages(string path, int axes)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var npz = new NpzFile(file);
            string? name = TrainNames.FirstOrDefault(npz.Names.Contains) ?? npz.Names.FirstOrDefault();
            return name is null || npz.Axes(name) >= axes;
        }
        catch (Exception failure)
            when (failure is FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static LikenessException Unknown(string path)
    {
        InputFile.Check(path);
        return new LikenessException(
            $"{path}: this is not a known kind of images (give a folder or archive of PNG or JPEG pictures, or a .npz or .npy file)"
        );
    }

    private static ImageSplits Archive(string path) =>
        ArrayFile.Read(
            path,
            ".npz file",
            stream =>
            {
                using var npz = new NpzFile(stream);
                var train =
                    Part(npz, path, TrainNames)
                    ?? throw new FormatException($"it has none of the arrays {string.Join(", ", TrainNames)}");
                return new ImageSplits(train, Part(npz, path, ValidationNames), Part(npz, path, TestNames));
            }
        );

    private static ImageSet? Part(NpzFile npz, string path, string[] names)
    {
        if (names.FirstOrDefault(npz.Names.Contains) is not { } name)
        {
            return null;
        }

        var images = ImageLayout.FromArray(npz.Read(name, acceptsFractions: true), $"{path}, '{name}'");
        string answers = name.Replace("images", "labels", StringComparison.Ordinal).Replace('x', 'y').Replace('X', 'y');
        if (answers == name || !npz.Names.Contains(answers))
        {
            return images;
        }

        var numbers = npz.Read(answers);
        int classes = 1 + numbers.Values.DefaultIfEmpty().Max();
        string[] known = [.. Enumerable.Range(0, classes).Select(i => $"{i}")];
        var label = Datasets.ClassLabel.Create($"{path}, '{answers}'", numbers, images.Count, known);
        return new ImageSet(images.Shape, images.Pixels, [label]);
    }
}

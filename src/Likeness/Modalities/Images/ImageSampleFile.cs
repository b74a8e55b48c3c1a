using System.Globalization;
using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Report;

namespace Likeness.Modalities.Images;

/// <summary>
/// Writes images in the format of a name: .png (one image with all), .npy (bytes: [images, rows, columns, channels]), or a
/// folder (one .png each, in a subfolder for each class if there are classes).
/// </summary>
public static class ImageSampleFile
{
    /// <summary>Whether a name is that of a folder: it has no extension, or is an existing folder.</summary>
    public static bool IsFolder(string path) => Path.GetExtension(path).Length == 0 || Directory.Exists(path);

    /// <summary>Refuses a name of an unknown kind, or in a folder that does not exist; call it before long work.</summary>
    /// <exception cref="LikenessException">The name cannot be written.</exception>
    public static void Check(string path)
    {
        if (IsFolder(path))
        {
            OutputFolder.Check(path);
            return;
        }

        if (Path.GetExtension(path).ToLowerInvariant() is not (".png" or ".npy"))
        {
            throw UnknownKind(path);
        }

        AtomicFile.Check(path);
    }

    /// <summary>Writes the images; existing files are replaced only after the new ones are complete.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="images">The images; at least one.</param>
    /// <param name="columns">Images per row of one .png; null for about a square.</param>
    /// <exception cref="LikenessException">The name is of an unknown kind, or the file cannot be written.</exception>
    public static void Write(string path, ImageSet images, int? columns = null)
    {
        if (IsFolder(path))
        {
            WriteFolder(path, images);
            return;
        }

        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".png":
                WritePicture(path, ImageGrid.Draw(images, columns));
                break;
            case ".npy":
                WriteArray(path, images);
                break;
            default:
                throw UnknownKind(path);
        }
    }

    // [images, rows, columns, channels], without the last axis for one channel.
    private static void WriteArray(string path, ImageSet images)
    {
        var shape = images.Shape;
        int[] axes = [images.Count, shape.Height, shape.Width, .. shape.Channels == 1 ? [] : new[] { shape.Channels }];
        NpyWriter.WriteBytes(
            path,
            axes,
            stream =>
            {
                for (int i = 0; i < images.Count; i++)
                {
                    stream.Write(images.Picture(i).Pixels);
                }
            }
        );
    }

    /// <summary>Writes one image.</summary>
    public static void WritePicture(string path, PixelImage picture)
    {
        byte[] bytes = PngEncoder.Encode(picture);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static LikenessException UnknownKind(string path) =>
        new($"{path}: the file type is unknown (use the extension .png or .npy, or name a folder)");

    private static void WriteFolder(string path, ImageSet images)
    {
        var label = images.Labels.Count > 0 ? images.Labels[0] : null;
        int digits = Math.Max(4, images.Count.ToString(CultureInfo.InvariantCulture).Length);
        for (int i = 0; i < images.Count; i++)
        {
            string folder = label is null ? path : Path.Combine(path, label.Classes[label.Values[i]]);
            OutputFolder.Create(folder);
            string name = (i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
            WritePicture(Path.Combine(folder, $"{name}.png"), images.Picture(i));
        }
    }
}

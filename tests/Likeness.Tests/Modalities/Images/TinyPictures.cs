using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Tests.Data.Jpeg;

namespace Likeness.Tests.Modalities.Images;

/// <summary>Tiny files in the layouts of published datasets.</summary>
internal static class TinyPictures
{
    /// <summary>A colour JPEG of 8 × 8.</summary>
    public static byte[] Jpeg => GoldenJpeg.All["8 × 8"].Jpeg;

    /// <summary>A grey JPEG of 8 × 8.</summary>
    public static byte[] Grey => GoldenJpeg.All["8 × 8 grey"].Jpeg;

    /// <summary>A JPEG of four inks, 8 × 8.</summary>
    public static byte[] Cmyk => GoldenJpeg.All["8 × 8 CMYK"].Jpeg;

    /// <summary>A PNG of one colour.</summary>
    public static byte[] Png(int width, int height, params byte[] colour) =>
        PngEncoder.Encode(
            new PixelImage(
                width,
                height,
                colour.Length,
                [.. Enumerable.Range(0, width * height * colour.Length).Select(i => colour[i % colour.Length])]
            )
        );

    /// <summary>The bytes of a text of lines.</summary>
    public static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    /// <summary>Writes files below a folder.</summary>
    public static string Folder(string folder, IEnumerable<(string Name, byte[] Content)> files)
    {
        foreach (var (name, content) in files)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        return folder;
    }

    /// <summary>Writes a zip archive.</summary>
    public static string Zip(string path, IEnumerable<(string Name, byte[] Content)> files)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(content);
        }

        return path;
    }

    /// <summary>A tar archive in memory, with the folders as entries.</summary>
    public static byte[] Tar(IEnumerable<(string Name, byte[] Content)> files)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(
                    name.EndsWith('/')
                        ? new UstarTarEntry(TarEntryType.Directory, name)
                        : new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }
                );
            }
        }

        return stream.ToArray();
    }

    /// <summary>The same bytes, compressed by gzip.</summary>
    public static byte[] Gzip(byte[] content)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>Writes a file, with the folders around it.</summary>
    public static string Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}

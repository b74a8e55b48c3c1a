using Likeness.Data;
using Likeness.Interop;

namespace Likeness.Modalities.Text.Data;

/// <summary>Reads texts as raw bytes, in any encoding.</summary>
public static class TextFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">A file of at most 1 GiB.</param>
    /// <exception cref="LikenessException">It cannot be read, is empty, or is larger.</exception>
    public static byte[] Read(string path)
    {
        InputFile.Check(path);
        long length = new FileInfo(path).Length;
        if (length > BoundedRead.Max)
        {
            throw new LikenessException(
                $"{path}: the text has {length >> 20} MiB, but the limit is 1024 MiB (shorten it)"
            );
        }

        byte[] text = InputFile.ReadAllBytes(path);
        return text.Length > 0 ? text : throw new LikenessException($"{path}: the text is empty (name another file)");
    }
}

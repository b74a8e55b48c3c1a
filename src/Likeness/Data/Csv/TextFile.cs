namespace Likeness.Data.Csv;

/// <summary>A text that can be read from its beginning more than once: a file, compressed by gzip or not, or bytes in memory.</summary>
/// <param name="name">The file's name in messages.</param>
/// <param name="open">Opens the bytes.</param>
internal sealed class TextFile(string name, Func<Stream> open)
{
    private const int StartBytes = 4096;
    private const int BufferBytes = 1 << 16;

    /// <summary>The file's name in messages.</summary>
    public string Name => name;

    /// <summary>A file on disk.</summary>
    /// <exception cref="LikenessException">There is no such file.</exception>
    public static TextFile Open(string path)
    {
        InputFile.Check(path);
        return new TextFile(path, () => File.OpenRead(path));
    }

    /// <summary>Bytes in memory.</summary>
    public static TextFile FromBytes(byte[] bytes, string name) =>
        new(name, () => new MemoryStream(bytes, writable: false));

    /// <summary>Whether bytes are compressed by gzip.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <summary>The first bytes of the text, decompressed.</summary>
    public byte[] Start(int count = StartBytes) =>
        Guarded(() =>
        {
            using var stream = Decompressed(open());
            byte[] start = new byte[count];
            return start[..stream.ReadAtLeast(start, count, throwOnEndOfStream: false)];
        });

    /// <summary>Reads the text from its beginning.</summary>
    /// <param name="encoding">The name of its encoding.</param>
    /// <param name="read">Reads it; its second argument gives the fraction of the bytes that has been read.</param>
    /// <exception cref="LikenessException">The file cannot be read.</exception>
    public T Read<T>(string encoding, Func<TextReader, Func<double>, T> read) =>
        Guarded(() =>
        {
            using var bytes = open();
            using var stream = Decompressed(bytes);
            double length = Math.Max(1, bytes.Length);
            var charset = TextEncodings.Find(encoding);
            using var reader = new StreamReader(stream, charset, detectEncodingFromByteOrderMarks: false, BufferBytes);
            // With detection off, a byte order mark is read as a character.
            if (reader.Peek() == '\uFEFF')
            {
                _ = reader.Read();
            }

            return read(reader, () => bytes.Position / length);
        });

    /// <summary>Reads the bytes, decompressed, from the beginning.</summary>
    /// <param name="read">Reads them; its second argument gives the fraction that has been read.</param>
    /// <exception cref="LikenessException">The file cannot be read.</exception>
    public T ReadBytes<T>(Func<Stream, Func<double>, T> read) =>
        Guarded(() =>
        {
            using var bytes = open();
            using var stream = Decompressed(bytes);
            double length = Math.Max(1, bytes.Length);
            return read(stream, () => bytes.Position / length);
        });

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException damaged)
        {
            throw new LikenessException(
                $"{name}: the gzip file is truncated or damaged (copy or compress it again)",
                damaged
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Describe(name, failure);
        }
    }

    private static Stream Decompressed(Stream stream)
    {
        Span<byte> start = stackalloc byte[2];
        int read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        return IsGzip(start[..read]) ? new GzipText(stream) : stream;
    }
}

using System.Buffers.Binary;
using Likeness.Data;

namespace Likeness.Interop;

/// <summary>
/// Named tensors and a few texts in the safetensors format: the header's length (8 bytes, little-endian), a JSON header, raw
/// numbers. Reading it executes no code. The same content always gives the same bytes.
/// </summary>
public sealed class SafetensorsFile
{
    // The format's own limit on headers.
    private const long LongestHeader = 100_000_000;
    private const int LengthBytes = 8;

    private readonly Dictionary<string, TensorData> byName;
    private readonly string source;

    /// <summary>Collects tensors and texts for writing.</summary>
    /// <param name="tensors">The tensors; their names must differ.</param>
    /// <param name="metadata">Texts by name; null for none.</param>
    /// <exception cref="ArgumentException">Two tensors share a name, or one has the name that the format reserves for texts.</exception>
    public SafetensorsFile(IEnumerable<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        : this("the checkpoint", tensors, metadata) { }

    private SafetensorsFile(
        string source,
        IEnumerable<TensorData> tensors,
        IReadOnlyDictionary<string, string>? metadata
    )
    {
        this.source = source;
        // Widest numbers first, as the format's own library does: every tensor is then aligned.
        Tensors =
        [
            .. tensors
                .OrderByDescending(tensor => tensor.Type.Size())
                .ThenBy(tensor => tensor.Name, StringComparer.Ordinal),
        ];
        byName = Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Metadata = metadata ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if (byName.ContainsKey("__metadata__"))
        {
            throw new ArgumentException("'__metadata__' is no name for a tensor.", nameof(tensors));
        }
    }

    /// <summary>The tensors, in the order of the file.</summary>
    public IReadOnlyList<TensorData> Tensors { get; }

    /// <summary>The texts.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>A tensor by its name.</summary>
    /// <exception cref="LikenessException">There is none.</exception>
    public TensorData this[string name] =>
        byName.TryGetValue(name, out var tensor)
            ? tensor
            : throw new LikenessException(
                $"{source}: corrupt or foreign checkpoint: it has no tensor '{name}' (use a file that this model wrote)"
            );

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Contains(string name) => byName.ContainsKey(name);

    /// <summary>Reads a file, checking every length and offset in it.</summary>
    /// <exception cref="LikenessException">The file is missing, unreadable, or not a safetensors file.</exception>
    public static SafetensorsFile Read(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            long length = RandomAccess.GetLength(handle);
            if (length < LengthBytes + 2)
            {
                throw new FormatException($"it has {length} bytes, too few for a header");
            }

            ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(ReadExactly(handle, 0, LengthBytes));
            if (headerLength > LongestHeader || (long)headerLength > length - LengthBytes)
            {
                throw new FormatException($"its header would take {headerLength} bytes");
            }

            long dataStart = LengthBytes + (long)headerLength;
            byte[] header = ReadExactly(handle, LengthBytes, (int)headerLength);
            var (entries, metadata) = SafetensorsHeader.Read(header, length - dataStart);
            return new SafetensorsFile(
                path,
                entries.ConvertAll(entry => new TensorData(
                    entry.Name,
                    entry.Type,
                    entry.Shape,
                    ReadExactly(handle, dataStart + entry.Begin, (int)(entry.End - entry.Begin))
                )),
                metadata
            );
        }
        catch (FormatException error)
        {
            throw new LikenessException(
                $"{path}: corrupt or foreign checkpoint: {error.Message} (restore the file, or train again)",
                error
            );
        }
        catch (FileNotFoundException error)
        {
            throw new LikenessException($"{path}: there is no such file (check the path)", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{path}: the file cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the file's bytes to a stream.</summary>
    public void Write(Stream stream)
    {
        long place = 0;
        var entries = new List<SafetensorsEntry>(Tensors.Count);
        foreach (var tensor in Tensors)
        {
            long end = place + tensor.Bytes.Length;
            entries.Add(new SafetensorsEntry(tensor.Name, tensor.Type, [.. tensor.Shape], place, end));
            place = end;
        }

        byte[] header = SafetensorsHeader.Write(entries, Metadata);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in Tensors)
        {
            stream.Write(tensor.Bytes);
        }
    }

    private static byte[] ReadExactly(Microsoft.Win32.SafeHandles.SafeFileHandle handle, long offset, int count)
    {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; )
        {
            int read = RandomAccess.Read(handle, bytes.AsSpan(done), offset + done);
            done += read > 0 ? read : throw new FormatException("it ends before its own header says");
        }

        return bytes;
    }
}

using System.Buffers.Binary;
using Likeness.Data;
using Likeness.Interop;

namespace Likeness.Modalities.Audio.Data;

/// <summary>Reads and writes RIFF WAVE files. Multimedia Programming Interface and Data Specifications 1.0 (1991).</summary>
public static class WavFile
{
    private const float FullScale = 32_768;
    private const int ChunkHeader = 8;
    private const int Piece = 1 << 16;

    /// <summary>
    /// Reads integers of 8, 16, 24 or 32 bits, scaled to [−1, 1), or floats of 32 or 64 bits, unchanged. Chunks other than format and
    /// data are skipped.
    /// </summary>
    /// <param name="path">A file of at most 1 GiB.</param>
    /// <param name="mixDown">Whether several channels are averaged to one; else a file with several channels is refused.</param>
    /// <returns>The samples in order.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, is not a WAVE file, is cut off, contains no samples or unsupported ones, or has several channels.
    /// </exception>
    public static AudioClip Read(string path, bool mixDown = false)
    {
        var (format, samples) = ReadChannels(path);
        return format.Channels == 1 || mixDown
            ? new AudioClip(format.Rate, samples)
            : throw new LikenessException(
                $"{path}: the audio has {format.Channels} channels instead of one (mix them down to one)"
            );
    }

    /// <summary>Reads the format, and the mean of all channels.</summary>
    internal static (WavFormat Format, float[] Samples) ReadChannels(string path) =>
        ArrayFile.Read(path, "WAVE file", ReadSamples);

    /// <summary>Writes 16-bit integers atomically: each sample times 32,768, rounded and clipped.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="clip">The samples; finite.</param>
    /// <exception cref="LikenessException">The file cannot be written, or the audio is too long for the format (4 GiB).</exception>
    public static void Write(string path, AudioClip clip)
    {
        long bytes = (long)clip.Samples.Length * sizeof(short);
        if (bytes > uint.MaxValue - 36)
        {
            throw new LikenessException($"{path}: {clip.Samples.Length} samples do not fit a WAVE file (write fewer)");
        }

        AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(Header(clip.Rate, (uint)bytes));
                var raw = new byte[Piece];
                for (int start = 0; start < clip.Samples.Length; start += Piece / sizeof(short))
                {
                    var part = clip.Samples.AsSpan(start, Math.Min(Piece / sizeof(short), clip.Samples.Length - start));
                    for (int i = 0; i < part.Length; i++)
                    {
                        BinaryPrimitives.WriteInt16LittleEndian(raw.AsSpan(i * sizeof(short)), Quantised(part[i]));
                    }

                    stream.Write(raw, 0, part.Length * sizeof(short));
                }
            }
        );
    }

    /// <summary>A sample after a round trip through 16 bits.</summary>
    internal static short Quantised(float sample) =>
        (short)Math.Clamp(MathF.Round(sample * FullScale), short.MinValue, short.MaxValue);

    private static byte[] Header(int rate, uint bytes)
    {
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), 36 + bytes);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), WavFormat.Integers);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), rate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 8 * sizeof(short));
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), bytes);
        return header;
    }

    private static (WavFormat Format, float[] Samples) ReadSamples(FileStream stream)
    {
        byte[] start = BoundedRead.Exactly(stream, 12);
        if (!start.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !start.AsSpan(8).SequenceEqual("WAVE"u8))
        {
            throw new FormatException("it does not begin with RIFF, a length and WAVE");
        }

        WavFormat? format = null;
        while (stream.Length - stream.Position >= ChunkHeader)
        {
            byte[] header = BoundedRead.Exactly(stream, ChunkHeader);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            long left = stream.Length - stream.Position;
            if (length > left)
            {
                throw new FormatException($"a part of it claims {length} bytes, and {left} are left");
            }

            long end = stream.Position + length + (length & 1); // chunks begin at even offsets
            if (header.AsSpan(0, 4).SequenceEqual("fmt "u8))
            {
                format = WavFormat.Read(BoundedRead.Exactly(stream, Math.Min(length, WavFormat.MaxBytes)));
            }
            else if (header.AsSpan(0, 4).SequenceEqual("data"u8))
            {
                return format is null
                    ? throw new FormatException("its samples come before the format chunk")
                    : (format, WavSamples.Read(stream, length, format));
            }

            stream.Position = end;
        }

        throw new FormatException("it has no samples");
    }
}

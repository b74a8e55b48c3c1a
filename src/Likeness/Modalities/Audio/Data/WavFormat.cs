using System.Buffers.Binary;
using System.Globalization;

namespace Likeness.Modalities.Audio.Data;

/// <summary>The format chunk of a WAVE file. Multimedia Programming Interface 1.0 (1991), and WAVEFORMATEXTENSIBLE.</summary>
/// <param name="IsFloat">Whether samples are floats; else integers.</param>
/// <param name="Channels">The number of channels, interleaved.</param>
/// <param name="Rate">Samples per second of each.</param>
/// <param name="SampleBytes">Bytes of one sample.</param>
internal sealed record WavFormat(bool IsFloat, int Channels, int Rate, int SampleBytes)
{
    /// <summary>The number of bytes of the format chunk that are parsed; more are skipped.</summary>
    public const int MaxBytes = 40;

    /// <summary>The format tag of integers.</summary>
    public const ushort Integers = 1;

    private const ushort Floats = 3;
    private const ushort Extensible = 0xFFFE;
    private const int MinBytes = 16;
    private const int LowestRate = 100;
    private const int HighestRate = 10_000_000;

    // The suffix after the format tag in the GUIDs of extensible formats.
    private static readonly byte[] RestOfIdentifier = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>Bytes of one sample in all channels.</summary>
    public int FrameBytes => Channels * SampleBytes;

    /// <summary>Reads the chunk's content.</summary>
    /// <exception cref="FormatException">It is too short, inconsistent, or of an unsupported kind.</exception>
    public static WavFormat Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < MinBytes)
        {
            throw new FormatException($"its format chunk has {chunk.Length} bytes, and at least {MinBytes} are needed");
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int frame = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == Extensible)
        {
            tag = SubFormat(chunk);
        }

        if (channels == 0 || rate is < LowestRate or > HighestRate)
        {
            throw new FormatException(
                $"it claims {channels} channels at {rate} samples per second, and {LowestRate} to {HighestRate} are read"
            );
        }

        int bytes = (bits + 7) / 8;
        bool isRead = tag == Integers ? bytes is >= 1 and <= 4 : tag == Floats && bits is 32 or 64;
        if (!isRead)
        {
            throw new FormatException(
                $"its samples are {Describe(tag)} of {bits} bits, and only integers of 8, 16, 24 and 32 bits and floats of 32 and 64 are read"
            );
        }

        return frame == channels * bytes
            ? new WavFormat(tag == Floats, channels, (int)rate, bytes)
            : throw new FormatException(
                $"it claims {frame} bytes for {channels} samples of {bits} bits, which is not {channels * bytes}"
            );
    }

    private static ushort SubFormat(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < MaxBytes)
        {
            throw new FormatException(
                $"its extensible format chunk has {chunk.Length} bytes, and {MaxBytes} are needed"
            );
        }

        return chunk[26..MaxBytes].SequenceEqual(RestOfIdentifier)
            ? BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..])
            : throw new FormatException("its samples are of a kind that is not known");
    }

    private static string Describe(int tag) =>
        tag switch
        {
            Integers => "integers",
            Floats => "floats",
            2 or 0x11 => "ADPCM",
            6 => "A-law",
            7 => "μ-law",
            0x55 => "MP3",
            _ => string.Create(CultureInfo.InvariantCulture, $"of kind 0x{tag:x4},"),
        };
}

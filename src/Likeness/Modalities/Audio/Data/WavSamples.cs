using System.Buffers.Binary;
using Likeness.Interop;

namespace Likeness.Modalities.Audio.Data;

/// <summary>Converts the samples of a WAVE file to numbers, averaging several channels.</summary>
internal static class WavSamples
{
    private const int Frames = 1 << 14; // read at a time

    /// <summary>Reads the content of a data chunk.</summary>
    /// <param name="stream">Positioned at the first byte.</param>
    /// <param name="length">The number of bytes.</param>
    /// <param name="format">The sample format.</param>
    /// <exception cref="FormatException">There are none, one is incomplete, there are too many, or one is NaN.</exception>
    public static float[] Read(Stream stream, long length, WavFormat format)
    {
        BoundedRead.Check(length);
        if (length == 0)
        {
            throw new FormatException("it has no samples");
        }

        if (length % format.FrameBytes != 0)
        {
            throw new FormatException($"its {length} bytes of samples are no multiple of {format.FrameBytes}");
        }

        var samples = new float[length / format.FrameBytes];
        var raw = new byte[Math.Min(samples.Length, Frames) * format.FrameBytes];
        for (int start = 0; start < samples.Length; start += Frames)
        {
            var part = samples.AsSpan(start, Math.Min(Frames, samples.Length - start));
            stream.ReadExactly(raw, 0, part.Length * format.FrameBytes);
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = Mean(raw.AsSpan(i * format.FrameBytes, format.FrameBytes), format);
                if (!float.IsFinite(part[i]))
                {
                    throw new FormatException($"sample {start + i} is {part[i]}");
                }
            }
        }

        return samples;
    }

    private static float Mean(ReadOnlySpan<byte> frame, WavFormat format)
    {
        double sum = 0;
        for (int channel = 0; channel < format.Channels; channel++)
        {
            sum += Value(frame.Slice(channel * format.SampleBytes, format.SampleBytes), format.IsFloat);
        }

        return (float)(sum / format.Channels);
    }

    /// <summary>One sample. Integers of 8 bits are unsigned, the others signed.</summary>
    private static double Value(ReadOnlySpan<byte> sample, bool isFloat) =>
        (sample.Length, isFloat) switch
        {
            (4, true) => BinaryPrimitives.ReadSingleLittleEndian(sample),
            (8, true) => BinaryPrimitives.ReadDoubleLittleEndian(sample),
            (1, false) => (sample[0] - 128) / 128.0,
            (2, false) => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32_768.0,
            (3, false) => (((sbyte)sample[2] << 16) | (sample[1] << 8) | sample[0]) / 8_388_608.0,
            _ => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2_147_483_648.0,
        };
}

using System.Runtime.InteropServices;

namespace Likeness.Interop;

/// <summary>A named array of numbers as in weight files: a shape and little-endian values, the last axis fastest.</summary>
public sealed class TensorData
{
    private readonly byte[] bytes;

    internal TensorData(string name, TensorType type, int[] shape, byte[] bytes)
    {
        long length = ElementCount(shape) * type.Size();
        if (length != bytes.Length)
        {
            throw new ArgumentException(
                $"{bytes.Length} bytes do not fill {type}[{string.Join(", ", shape)}].",
                nameof(bytes)
            );
        }

        Name = name;
        Type = type;
        Shape = shape;
        this.bytes = bytes;
    }

    /// <summary>The name, such as <c>couplings.0.scale.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The format of the numbers.</summary>
    public TensorType Type { get; }

    /// <summary>The axes; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of values.</summary>
    public int Length => bytes.Length / Type.Size();

    /// <summary>The values' bytes, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Copies values into a tensor.</summary>
    /// <param name="name">The name; not empty.</param>
    /// <param name="shape">The axes; empty for a single number.</param>
    /// <param name="values">As many as the shape holds, the last axis fastest; a 16-, 32- or 64-bit number, a byte or a boolean.</param>
    /// <exception cref="ArgumentException">The number of values does not fit, or weight files do not support their type.</exception>
    public static TensorData Create<T>(string name, ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var type =
            TensorTypes.Of<T>() ?? throw new ArgumentException($"No weight file holds {typeof(T)}.", nameof(values));
        return new TensorData(name, type, shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>A copy of the values in their own type.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the type of the values.</exception>
    public T[] Values<T>()
        where T : unmanaged =>
        TensorTypes.Of<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(bytes).ToArray()
            : throw new InvalidOperationException($"'{Name}' holds {Type}, not {typeof(T).Name}.");

    /// <summary>The values as 32-bit numbers, rounded where they are finer.</summary>
    public float[] ToSingles() =>
        Type switch
        {
            TensorType.F32 => Values<float>(),
            TensorType.F64 => Convert<double>(x => (float)x),
            TensorType.F16 => Convert<Half>(x => (float)x),
            TensorType.BF16 => Convert<ushort>(x => BitConverter.UInt32BitsToSingle((uint)x << 16)),
            TensorType.I64 => Convert<long>(x => x),
            TensorType.I32 => Convert<int>(x => x),
            TensorType.I16 => Convert<short>(x => x),
            TensorType.I8 => Convert<sbyte>(x => x),
            TensorType.U64 => Convert<ulong>(x => x),
            TensorType.U32 => Convert<uint>(x => x),
            TensorType.U16 => Convert<ushort>(x => x),
            TensorType.U8 => Convert<byte>(x => x),
            _ => Convert<byte>(x => x == 0 ? 0 : 1),
        };

    /// <summary>The number of values of a shape.</summary>
    /// <exception cref="ArgumentException">An axis is negative, or the shape holds more than 2³¹ − 1 values.</exception>
    internal static long ElementCount(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int axis in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(axis, nameof(shape));
            count *= axis;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue, nameof(shape));
        }

        return count;
    }

    private float[] Convert<T>(Func<T, float> convert)
        where T : unmanaged => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(bytes).ToArray(), x => convert(x));
}

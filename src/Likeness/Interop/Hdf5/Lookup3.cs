using System.Buffers.Binary;
using System.Numerics;

namespace Likeness.Interop.Hdf5;

/// <summary>The checksum of HDF5 metadata: Jenkins 2006, lookup3.c, hashlittle with initval 0.</summary>
internal static class Lookup3
{
    private const int Block = 12;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint a = 0xdeadbeef + (uint)bytes.Length;
        uint b = a;
        uint c = a;
        for (; bytes.Length > Block; bytes = bytes[Block..])
        {
            Add(bytes, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
        }

        if (bytes.Length > 0)
        {
            Span<byte> last = stackalloc byte[Block];
            last.Clear();
            bytes.CopyTo(last);
            Add(last, ref a, ref b, ref c);
            Finish(ref a, ref b, ref c);
        }

        return c;
    }

    private static void Add(ReadOnlySpan<byte> block, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(block);
        b += BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a = (a - c) ^ BitOperations.RotateLeft(c, 4);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 6);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 8);
        b += a;
        a = (a - c) ^ BitOperations.RotateLeft(c, 16);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 19);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 4);
        b += a;
    }

    private static void Finish(ref uint a, ref uint b, ref uint c)
    {
        c = (c ^ b) - BitOperations.RotateLeft(b, 14);
        a = (a ^ c) - BitOperations.RotateLeft(c, 11);
        b = (b ^ a) - BitOperations.RotateLeft(a, 25);
        c = (c ^ b) - BitOperations.RotateLeft(b, 16);
        a = (a ^ c) - BitOperations.RotateLeft(c, 4);
        b = (b ^ a) - BitOperations.RotateLeft(a, 14);
        c = (c ^ b) - BitOperations.RotateLeft(b, 24);
    }
}

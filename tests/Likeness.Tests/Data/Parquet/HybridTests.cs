using FsCheck;
using FsCheck.Fluent;
using Likeness.Data.Parquet.Encodings;

namespace Likeness.Tests.Data.Parquet;

public sealed class HybridTests
{
    [Fact]
    public void PacksAsTheSpecificationDoes()
    {
        byte[] packed = [0x88, 0xC6, 0xFA]; // Encodings.md: the integers 0 to 7 in three bits each
        using var stream = new MemoryStream();
        HybridWriter.Write(stream, [0, 1, 2, 3, 4, 5, 6, 7], 3);
        Assert.Equal([3, .. packed], stream.ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Read([3, .. packed], 3, 8));
    }

    [Fact]
    public void ARunTakesItsLengthAndItsValue()
    {
        using var stream = new MemoryStream();
        HybridWriter.Write(stream, Enumerable.Repeat(300, 100).ToArray(), 9);
        Assert.Equal([200, 1, 44, 1], stream.ToArray()); // 100 << 1 in two bytes, 300 in two bytes
        Assert.Equal(Enumerable.Repeat(300, 100), Read([200, 1, 44, 1], 9, 100));
    }

    [Fact]
    public void AnythingIsReadBackInPieces()
    {
        var sequences =
            from width in Gen.Choose(1, 31)
            from runs in Gen.ListOf(
                from value in Gen.Choose(0, (int)((1L << width) - 1))
                from length in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 40)))
                select Enumerable.Repeat(value, length)
            )
            from piece in Gen.Choose(1, 20)
            select (width, values: runs.SelectMany(run => run).ToArray(), piece);
        Prop.ForAll(
                sequences.ToArbitrary(),
                sequence =>
                {
                    using var stream = new MemoryStream();
                    HybridWriter.Write(stream, sequence.values, sequence.width);
                    var reader = new HybridReader(stream.ToArray(), sequence.width);
                    foreach (int[] piece in sequence.values.Chunk(sequence.piece))
                    {
                        var read = new int[piece.Length];
                        reader.Read(read);
                        Assert.Equal(piece, read);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 3));
    }

    [Fact]
    public void AnIntegerOfEveryWidthIsUnpacked()
    {
        byte[] bytes = [.. Enumerable.Range(0, 20).Select(i => (byte)((i * 83) + 29))];
        var all = new System.Numerics.BigInteger(bytes, isUnsigned: true);
        for (int width = 0; width <= 64; width++)
        {
            for (int bit = 0; bit < 80; bit++)
            {
                var expected = (all >> bit) & ((System.Numerics.BigInteger.One << width) - 1);
                Assert.Equal((ulong)expected, BitPacking.Read(bytes, bit, width));
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { }, 1)]
    [InlineData(new byte[] { 200, 1 }, 9)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, 1)]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 1, 0 }, 1)]
    public void DamageIsNoticed(byte[] bytes, int width) =>
        Assert.Throws<FormatException>(() => Read(bytes, width, 100));

    private static int[] Read(byte[] bytes, int width, int count)
    {
        var values = new int[count];
        new HybridReader(bytes, width).Read(values);
        return values;
    }
}

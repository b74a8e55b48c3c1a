namespace Likeness.Data.Jpeg;

/// <summary>A whole block at once: the DC difference, then runs of zeros and AC values (T.81 F.2.2).</summary>
internal sealed class SequentialCoding : IBlockCoding
{
    public void Restart() { }

    public void Read(BitReader reader, JpegScanComponent part, Span<short> block)
    {
        part.Component.Prediction += reader.ReadSigned(part.Dc!.Decode(reader));
        block[0] = (short)part.Component.Prediction;
        for (int k = 1; k < 64; k++)
        {
            int symbol = part.Ac!.Decode(reader);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0)
            {
                if (run != 15)
                {
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            if (k > 63)
            {
                throw new InvalidDataException("one of its blocks has more than 64 coefficients");
            }

            block[IBlockCoding.Zigzag[k]] = (short)reader.ReadSigned(size);
        }
    }
}

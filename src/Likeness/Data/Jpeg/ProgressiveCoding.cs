namespace Likeness.Data.Jpeg;

/// <summary>A band of coefficients, or one more bit of them, per scan (T.81 annex G).</summary>
/// <param name="first">The first zigzag position of the band; 0 for a DC scan.</param>
/// <param name="last">The last zigzag position of the band.</param>
/// <param name="refine">Whether the scan adds one bit to earlier scans.</param>
/// <param name="lowBit">The position of the lowest bit in the scan.</param>
internal sealed class ProgressiveCoding(int first, int last, bool refine, int lowBit) : IBlockCoding
{
    private int endOfBandRun;

    public void Restart() => endOfBandRun = 0;

    public void Read(BitReader reader, JpegScanComponent part, Span<short> block)
    {
        if (first > 0)
        {
            if (refine)
            {
                RefineAc(reader, part.Ac!, block);
            }
            else
            {
                FirstAc(reader, part.Ac!, block);
            }
        }
        else if (refine)
        {
            block[0] |= (short)(reader.Read(1) << lowBit);
        }
        else
        {
            part.Component.Prediction += reader.ReadSigned(part.Dc!.Decode(reader));
            block[0] = (short)(part.Component.Prediction << lowBit);
        }
    }

    private void FirstAc(BitReader reader, HuffmanTable table, Span<short> block)
    {
        if (endOfBandRun > 0)
        {
            endOfBandRun--;
            return;
        }

        for (int k = first; k <= last; k++)
        {
            int symbol = table.Decode(reader);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size > 0)
            {
                k += run;
                if (k > last)
                {
                    throw Overrun();
                }

                block[IBlockCoding.Zigzag[k]] = (short)(reader.ReadSigned(size) << lowBit);
            }
            else if (run == 15)
            {
                k += 15;
            }
            else
            {
                endOfBandRun = (1 << run) + reader.Read(run) - 1;
                return;
            }
        }
    }

    private void RefineAc(BitReader reader, HuffmanTable table, Span<short> block)
    {
        int k = first;
        for (; k <= last && endOfBandRun == 0; k++)
        {
            int symbol = table.Decode(reader);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0 && run < 15)
            {
                endOfBandRun = (1 << run) + reader.Read(run);
                break;
            }

            if (size > 1)
            {
                throw new InvalidDataException("a refining scan gives more than one bit");
            }

            int value =
                size == 0 ? 0
                : reader.Read(1) == 1 ? 1 << lowBit
                : -1 << lowBit;
            k = PassZeros(reader, block, k, run);
            if (value != 0)
            {
                block[IBlockCoding.Zigzag[k <= last ? k : throw Overrun()]] = (short)value;
            }
        }

        if (endOfBandRun > 0)
        {
            PassZeros(reader, block, k, zeros: 64);
            endOfBandRun--;
        }
    }

    /// <summary>Refines the non-zero coefficients while skipping this number of zeros; ends on the next zero or past the band.</summary>
    private int PassZeros(BitReader reader, Span<short> block, int k, int zeros)
    {
        for (; k <= last; k++)
        {
            ref short value = ref block[IBlockCoding.Zigzag[k]];
            if (value == 0)
            {
                if (--zeros < 0)
                {
                    return k;
                }
            }
            else if (reader.Read(1) == 1 && (value & (1 << lowBit)) == 0)
            {
                value += (short)(value > 0 ? 1 << lowBit : -1 << lowBit);
            }
        }

        return k;
    }

    private static InvalidDataException Overrun() => new("one of its blocks has more coefficients than its band");
}

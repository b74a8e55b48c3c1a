namespace Likeness.Data.Jpeg;

/// <summary>A component of a scan: the Huffman tables that it uses.</summary>
internal sealed record JpegScanComponent(JpegComponent Component, HuffmanTable? Dc, HuffmanTable? Ac);

/// <summary>Visits the blocks of one scan in the order of T.81 A.2 and decodes each.</summary>
/// <param name="frame">The frame that the scan belongs to.</param>
/// <param name="components">The scan's components, in order.</param>
/// <param name="restartInterval">MCUs between restart markers; 0 for none.</param>
internal sealed class JpegScan(JpegFrame frame, IReadOnlyList<JpegScanComponent> components, int restartInterval)
{
    /// <summary>Reads the scan's data.</summary>
    /// <param name="reader">Positioned at the first byte after the scan header; afterwards at the marker that ends the scan.</param>
    /// <param name="coding">Decodes a block.</param>
    public void Read(BitReader reader, IBlockCoding coding)
    {
        bool alone = components.Count == 1;
        int wide = alone ? components[0].Component.BlocksWide : frame.McusWide;
        int high = alone ? components[0].Component.BlocksHigh : frame.McusHigh;
        Restart(coding);
        int done = 0;
        for (int row = 0; row < high; row++)
        {
            for (int column = 0; column < wide; column++, done++)
            {
                if (restartInterval > 0 && done > 0 && done % restartInterval == 0)
                {
                    reader.TakeRestart(((done / restartInterval) - 1) & 7);
                    Restart(coding);
                }

                if (alone)
                {
                    coding.Read(reader, components[0], components[0].Component.Block(row, column));
                }
                else
                {
                    ReadMcu(reader, coding, row, column);
                }
            }
        }

        reader.End();
    }

    private void ReadMcu(BitReader reader, IBlockCoding coding, int row, int column)
    {
        foreach (var part in components)
        {
            var component = part.Component;
            for (int y = 0; y < component.Vertical; y++)
            {
                for (int x = 0; x < component.Horizontal; x++)
                {
                    var block = component.Block((row * component.Vertical) + y, (column * component.Horizontal) + x);
                    coding.Read(reader, part, block);
                }
            }
        }
    }

    private void Restart(IBlockCoding coding)
    {
        coding.Restart();
        foreach (var part in components)
        {
            part.Component.Prediction = 0;
        }
    }
}

namespace Likeness.Data.Jpeg;

/// <summary>The scan header (T.81 B.2.3): its components, and the coding of their blocks.</summary>
internal sealed record JpegScanHeader(IReadOnlyList<JpegScanComponent> Components, IBlockCoding Coding)
{
    /// <summary>Reads the header, and records in each component which bits the scan contains.</summary>
    /// <exception cref="InvalidDataException">The header is broken, or its scan is out of order.</exception>
    public static JpegScanHeader Read(ReadOnlySpan<byte> segment, JpegFrame frame, JpegTables tables)
    {
        if (segment.Length < 6 || segment.Length != 4 + (2 * segment[0]))
        {
            throw new InvalidDataException("a scan header has a wrong length");
        }

        var tail = segment[^3..];
        var (first, last, before, lowBit) = frame.Progressive
            ? (tail[0], tail[1], tail[2] >> 4, tail[2] & 15)
            : (0, 63, 0, 0);
        bool bandIsWhole = first == 0 ? last == 0 || !frame.Progressive : last >= first && segment[0] == 1;
        if (!bandIsWhole || last > 63 || lowBit > 13 || (before != 0 && before != lowBit + 1))
        {
            throw new InvalidDataException("a scan header is broken");
        }

        var components = new List<JpegScanComponent>(segment[0]);
        for (int i = 0; i < segment[0]; i++)
        {
            var (id, numbers) = (segment[1 + (2 * i)], segment[2 + (2 * i)]);
            var component = frame.Components.FirstOrDefault(c => c.Id == id);
            if (component is null || components.Exists(c => c.Component == component) || (numbers & 0xCC) != 0)
            {
                throw new InvalidDataException("a scan header is broken");
            }

            component.Steps ??= tables.Quantisation(component.Quantisation);
            var dc = first == 0 && before == 0 ? tables.Dc(numbers >> 4) : null;
            var ac = last > 0 ? tables.Ac(numbers & 3) : null;
            components.Add(new JpegScanComponent(component, dc, ac));
            Advance(component, first, last, before, lowBit);
        }

        IBlockCoding coding = frame.Progressive
            ? new ProgressiveCoding(first, last, refine: before > 0, lowBit)
            : new SequentialCoding();
        return new JpegScanHeader(components, coding);
    }

    private static void Advance(JpegComponent component, int first, int last, int before, int lowBit)
    {
        foreach (ref int lowest in component.LowestBit.AsSpan(first..(last + 1)))
        {
            lowest =
                lowest == (before == 0 ? -1 : before)
                    ? lowBit
                    : throw new InvalidDataException("its scans are out of order");
        }
    }
}

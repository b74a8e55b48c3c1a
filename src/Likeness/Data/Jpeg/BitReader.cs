namespace Likeness.Data.Jpeg;

/// <summary>Reads the bits of a scan, most significant first, undoing byte stuffing; stops before any marker (T.81 F.2.2.5).</summary>
internal sealed class BitReader(byte[] data, int start)
{
    private uint bits;
    private int available;

    /// <summary>The position of the next unread byte: at a marker once the scan's bytes are used up.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Peeks at the next <paramref name="count"/> bits (0 … 16); missing bits are zero.</summary>
    public int Peek(int count)
    {
        Fill();
        return count == 0 ? 0 : (int)(bits >> (32 - count));
    }

    /// <summary>Consumes bits that were peeked at.</summary>
    /// <exception cref="InvalidDataException">The scan has fewer bits left.</exception>
    public void Skip(int count)
    {
        if (count > available)
        {
            throw new InvalidDataException("its picture data ends too early");
        }

        bits <<= count;
        available -= count;
    }

    /// <summary>Reads an unsigned number of <paramref name="count"/> bits, 0 … 16.</summary>
    public int Read(int count)
    {
        int value = Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>Reads a signed number of <paramref name="count"/> bits, 0 … 15 (T.81 F.2.2.1, EXTEND).</summary>
    public int ReadSigned(int count)
    {
        int value = Read(count);
        return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Skips the rest of the last byte and reads the restart marker that must follow.</summary>
    /// <param name="number">The number of the expected marker, 0 … 7.</param>
    /// <exception cref="InvalidDataException">Another marker, or none, follows.</exception>
    public void TakeRestart(int number)
    {
        End();
        if (Position + 1 >= data.Length || data[Position] != 0xFF || data[Position + 1] != 0xD0 + number)
        {
            throw new InvalidDataException("its restart markers are out of order");
        }

        Position += 2;
    }

    /// <summary>Skips the padding of the last byte; afterwards a marker must follow.</summary>
    /// <exception cref="InvalidDataException">Whole bytes of picture data are left over.</exception>
    public void End()
    {
        Fill();
        if (available >= 8)
        {
            throw new InvalidDataException("it has picture data left over");
        }

        bits = 0;
        available = 0;
        while (Position + 1 < data.Length && data[Position] == 0xFF && data[Position + 1] == 0xFF)
        {
            Position++;
        }
    }

    private void Fill()
    {
        while (available <= 24 && Position < data.Length)
        {
            uint next = data[Position];
            if (next == 0xFF)
            {
                if (Position + 1 >= data.Length || data[Position + 1] != 0)
                {
                    return;
                }

                Position++;
            }

            Position++;
            bits |= next << (24 - available);
            available += 8;
        }
    }
}

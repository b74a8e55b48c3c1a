namespace Likeness.Interop.Hdf5;

/// <summary>One message in the header of a group or a dataset.</summary>
/// <param name="Type">The message type: one of <see cref="Hdf5Header"/>'s constants, or another one.</param>
/// <param name="Elsewhere">Whether the fields only refer to a shared message.</param>
/// <param name="Fields">The message itself.</param>
internal sealed record Hdf5Message(int Type, bool Elsewhere, Hdf5Fields Fields);

/// <summary>The messages of a group or a dataset, in either of the two layouts (HDF5 File Format 3.0, §IV.A.1).</summary>
internal static class Hdf5Header
{
    public const int Space = 0x01;
    public const int LinkInfo = 0x02;
    public const int Datatype = 0x03;
    public const int Link = 0x06;
    public const int ExternalFiles = 0x07;
    public const int Layout = 0x08;
    public const int Filters = 0x0B;
    public const int SymbolTable = 0x11;

    private const int Continuation = 0x10;
    private const int SharedFlag = 0x02;
    private const int MaxMessages = 10_000;
    private const string Newer = "OHDR";
    private const string NewerContinuation = "OCHK";

    /// <summary>All messages of the header at an address.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static IReadOnlyList<Hdf5Message> Read(Hdf5Bytes file, ulong address) =>
        file.Fields(address, 4).Name(4) == Newer ? ReadNewer(file, address) : ReadOlder(file, address);

    private static List<Hdf5Message> ReadOlder(Hdf5Bytes file, ulong address)
    {
        const int Prefix = 16;
        var prefix = file.Fields(address, Prefix);
        prefix.ExpectVersion(1, "a header");
        prefix.Skip(7); // a zero, the number of messages, the number of links to this object
        var messages = new List<Hdf5Message>();
        var blocks = new Queue<(ulong Address, ulong Length)>([(address + Prefix, prefix.UInt32())]);
        while (blocks.TryDequeue(out var block))
        {
            var fields = file.Fields(block.Address, block.Length);
            while (fields.Left >= 8)
            {
                int type = fields.UInt16();
                int length = fields.UInt16();
                int flags = fields.Byte();
                fields.Skip(3);
                Take(type, flags, fields.Part(length), messages, blocks);
            }
        }

        return messages;
    }

    private static List<Hdf5Message> ReadNewer(Hdf5Bytes file, ulong address)
    {
        const int Start = 6;
        var start = file.Fields(address, Start);
        start.Expect(Newer);
        start.ExpectVersion(2, "a header");
        int flags = start.Byte();

        // Four times of 4 bytes and two limits of 2 may precede the length, which takes 1, 2, 4 or 8 bytes.
        int before = Start + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        var prefix = file.Fields(address, (ulong)(before + width));
        prefix.Skip(before);
        ulong length = prefix.Number(width);
        file.Check(address, length);

        var messages = new List<Hdf5Message>();
        var blocks = new Queue<(ulong Address, ulong Length)>();
        ulong whole = (ulong)(before + width) + length + Hdf5Fields.ChecksumLength;
        var first = file.CheckedFields(address, whole);
        first.Skip(before + width);
        TakeNewer(first, flags, messages, blocks);
        while (blocks.TryDequeue(out var block))
        {
            var fields = file.CheckedFields(block.Address, block.Length);
            fields.Expect(NewerContinuation);
            TakeNewer(fields, flags, messages, blocks);
        }

        return messages;
    }

    private static void TakeNewer(
        Hdf5Fields fields,
        int headerFlags,
        List<Hdf5Message> messages,
        Queue<(ulong Address, ulong Length)> blocks
    )
    {
        int order = (headerFlags & 0x04) != 0 ? 2 : 0; // the creation order of messages
        while (fields.Left >= 4 + order + Hdf5Fields.ChecksumLength)
        {
            int type = fields.Byte();
            int length = fields.UInt16();
            int flags = fields.Byte();
            fields.Skip(order);
            Take(type, flags, fields.Part(length), messages, blocks);
        }
    }

    private static void Take(
        int type,
        int flags,
        Hdf5Fields fields,
        List<Hdf5Message> messages,
        Queue<(ulong Address, ulong Length)> blocks
    )
    {
        if (type == Continuation)
        {
            blocks.Enqueue((fields.Address(), fields.Length()));
            return;
        }

        messages.Add(new Hdf5Message(type, (flags & SharedFlag) != 0, fields));
        if (messages.Count > MaxMessages)
        {
            throw new FormatException($"a header has more than {MaxMessages} messages");
        }
    }
}

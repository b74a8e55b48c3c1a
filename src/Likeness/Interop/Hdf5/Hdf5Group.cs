namespace Likeness.Interop.Hdf5;

/// <summary>The names in a group, stored as a B-tree with a local heap or as link messages (HDF5 File Format 3.0, §IV.A.2).</summary>
internal static class Hdf5Group
{
    private const int MaxNames = 10_000;

    /// <summary>The members of a group, in stored order. Soft and external links are left out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="header">The group's messages.</param>
    /// <exception cref="FormatException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">It stores its names in an unsupported way.</exception>
    public static IReadOnlyList<(string Name, ulong Address)> Members(Hdf5Bytes file, IReadOnlyList<Hdf5Message> header)
    {
        var members = new List<(string Name, ulong Address)>();
        foreach (var message in header)
        {
            var found = message.Type switch
            {
                Hdf5Header.SymbolTable => BySymbolTable(file, message.Fields),
                Hdf5Header.Link => Linked(message.Fields),
                Hdf5Header.LinkInfo => Info(message.Fields),
                _ => [],
            };
            members.AddRange(found.Where(member => member.Address != Hdf5Fields.Nowhere).Take(MaxNames + 1));
            if (members.Count > MaxNames)
            {
                throw new NotSupportedException($"it has a group of more than {MaxNames} names");
            }
        }

        return members;
    }

    private static IEnumerable<(string Name, ulong Address)> BySymbolTable(Hdf5Bytes file, Hdf5Fields message)
    {
        ulong tree = message.Address();
        var names = Names(file, message.Address());
        foreach (var (_, node) in Hdf5Tree.Leaves(file, tree, Hdf5Tree.Names, file.Sizes.Length))
        {
            const int Head = 8;
            var head = file.Fields(node, Head);
            head.Expect("SNOD");
            head.Skip(2); // version and a zero
            int count = head.UInt16();

            // The offset of the name, an address, and 24 bytes that repeat the contents.
            int entry = (2 * file.Sizes.Address) + 24;
            var entries = file.Fields(node + Head, (ulong)(count * entry));
            for (int i = 0; i < count; i++)
            {
                string name = names.NameAt(entries.Number(file.Sizes.Address));
                yield return (name, entries.Address());
                entries.Skip(24);
            }
        }
    }

    private static Hdf5Fields Names(Hdf5Bytes file, ulong heap)
    {
        var head = file.Fields(heap, (ulong)(8 + (2 * file.Sizes.Length) + file.Sizes.Address));
        head.Expect("HEAP");
        head.Skip(4);
        ulong length = head.Length();
        head.Length(); // the first free position
        return file.Fields(head.Address(), length);
    }

    private static (string Name, ulong Address)[] Linked(Hdf5Fields message)
    {
        message.ExpectVersion(1, "a link");
        int flags = message.Byte();
        int type = (flags & 0x08) != 0 ? message.Byte() : 0;
        message.Skip(((flags & 0x04) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0)); // order and encoding
        string name = message.Name((int)Math.Min(message.Number(1 << (flags & 3)), int.MaxValue));
        return type == 0 ? [(name, message.Address())] : [];
    }

    private static (string Name, ulong Address)[] Info(Hdf5Fields message)
    {
        message.ExpectVersion(0, "a list of links");
        int flags = message.Byte();
        message.Skip((flags & 0x01) != 0 ? 8 : 0);
        return message.Address() == Hdf5Fields.Nowhere
            ? []
            : throw new NotSupportedException("it keeps the names of a group in a fractal heap");
    }
}

namespace Likeness.Interop.Hdf5;

/// <summary>The trees of older files, by which the names of a group and the chunks of a dataset are found (HDF5 File Format 3.0, §III.A.1).</summary>
internal static class Hdf5Tree
{
    /// <summary>The type of a tree of names.</summary>
    public const int Names = 0;

    /// <summary>The type of a tree of chunks.</summary>
    public const int Chunks = 1;

    /// <summary>What the tree's lowest nodes lead to, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">The tree's address.</param>
    /// <param name="type">The type that it should have.</param>
    /// <param name="keyLength">How many bytes the key before each child takes.</param>
    /// <exception cref="FormatException">The tree is damaged.</exception>
    public static IEnumerable<(Hdf5Fields Key, ulong Child)> Leaves(Hdf5Bytes file, ulong root, int type, int keyLength)
    {
        // Each node stands one level lower than the one that leads to it, so that a tree that bites itself comes to an end.
        var nodes = new Stack<(ulong Address, int? Level)>([(root, null)]);
        while (nodes.TryPop(out var node))
        {
            var (level, entries) = Node(file, node.Address, type, keyLength);
            if (node.Level is { } expected && level != expected)
            {
                throw new FormatException("a tree's nodes are not on their levels");
            }

            if (level == 0)
            {
                foreach (var entry in entries)
                {
                    yield return entry;
                }

                continue;
            }

            foreach (var (_, child) in Enumerable.Reverse(entries))
            {
                nodes.Push((child, level - 1));
            }
        }
    }

    private static (int Level, List<(Hdf5Fields Key, ulong Child)> Entries) Node(
        Hdf5Bytes file,
        ulong address,
        int type,
        int keyLength
    )
    {
        int head = 8 + (2 * file.Sizes.Address);
        var fields = file.Fields(address, (ulong)head);
        fields.Expect("TREE");
        int found = fields.Byte();
        int level = fields.Byte();
        int count = fields.UInt16();
        if (found != type)
        {
            throw new FormatException($"a tree has the type {found} and not {type}");
        }

        var content = file.Fields(address + (ulong)head, (ulong)(count * (keyLength + file.Sizes.Address)));
        var entries = new List<(Hdf5Fields, ulong)>(count);
        for (int i = 0; i < count; i++)
        {
            entries.Add((content.Part(keyLength), content.Address()));
        }

        return (level, entries);
    }
}

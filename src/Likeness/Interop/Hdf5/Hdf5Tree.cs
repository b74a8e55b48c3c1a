namespace Likeness.Interop.Hdf5;

/// <summary>Version 1 B-trees of older files, which index the names of a group and the chunks of a dataset (HDF5 File Format 3.0, §III.A.1).</summary>
internal static class Hdf5Tree
{
    /// <summary>The type of a tree of names.</summary>
    public const int Names = 0;

    /// <summary>The type of a tree of chunks.</summary>
    public const int Chunks = 1;

    /// <summary>The targets of the tree's leaf nodes, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">The tree's address.</param>
    /// <param name="type">The expected type.</param>
    /// <param name="keyLength">The size in bytes of the key before each child.</param>
    /// <exception cref="FormatException">The tree is damaged.</exception>
    public static IEnumerable<(Hdf5Fields Key, ulong Child)> Leaves(Hdf5Bytes file, ulong root, int type, int keyLength)
    {
        // Each node is one level below its parent, so that a cyclic tree terminates.
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

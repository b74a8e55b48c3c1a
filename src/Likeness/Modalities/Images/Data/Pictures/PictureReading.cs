using System.Collections.Concurrent;
using Likeness.Data;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>Reads the files of a part one after another, and decodes several at a time.</summary>
/// <param name="part">The pictures.</param>
/// <param name="request">Sizes, channels, threads.</param>
internal sealed class PictureReading(PicturePart part, PictureRequest request)
{
    private const int MaxFiles = 256;
    private const long MaxBytes = 32L << 20;

    private readonly ConcurrentDictionary<(int Height, int Width), bool> sizes = new();
    private int firstIndex;
    private volatile bool hasTransparent;

    /// <summary>Whether pictures with transparent pixels were among them.</summary>
    public bool HasTransparent => hasTransparent;

    /// <summary>The pictures that cannot be read, by their indices.</summary>
    public UnreadableFiles Unreadable { get; } = new("pictures");

    /// <summary>The different sizes of the pictures before they were resized.</summary>
    public IEnumerable<(int Height, int Width)> Sizes => sizes.Keys;

    /// <summary>The first picture that can be read, as the request wants it.</summary>
    /// <exception cref="LikenessException">It cannot be read, or none can where they are skipped.</exception>
    public ImageSet First()
    {
        for (firstIndex = 0; firstIndex < part.Files.Count; firstIndex++)
        {
            if (TryDecode(part.Archive.Read([part.Files[firstIndex]]).First().Content, firstIndex) is { } picture)
            {
                return picture;
            }
        }

        _ = Unreadable.Remarks(part.Files.Count);
        throw new LikenessException($"{part.Archive.Place}: the {part.Name} part has no pictures (give some)");
    }

    /// <summary>Reads pictures again that could not be read.</summary>
    public void Recall(IReadOnlyList<int> indices)
    {
        foreach (int index in indices)
        {
            _ = TryDecode(part.Archive.Read([part.Files[index]]).First().Content, index);
        }
    }

    /// <summary>Decodes all pictures.</summary>
    /// <param name="shape">The sizes that all must have; null for any.</param>
    /// <param name="write">Receives the index of a picture, and the picture; on several threads.</param>
    /// <exception cref="LikenessException">
    /// A picture is of another size, or cannot be read and they are not skipped; the first one in the order of the files is named.
    /// </exception>
    public void Decode(ImageShape? shape, Action<int, ImageSet> write)
    {
        var waiting = new List<(int Index, byte[] Content)>();
        long bytes = 0;
        int done = 0;
        foreach (var (index, content) in part.Archive.Read(part.Files))
        {
            waiting.Add((index, content));
            bytes += content.Length;
            if (waiting.Count == MaxFiles || bytes >= MaxBytes)
            {
                Flush();
            }
        }

        Flush();

        void Flush()
        {
            Decode(waiting, shape, write);
            done += waiting.Count;
            request.Progress?.Invoke(done / (double)part.Files.Count);
            waiting.Clear();
            bytes = 0;
        }
    }

    private void Decode(List<(int Index, byte[] Content)> files, ImageShape? shape, Action<int, ImageSet> write)
    {
        var failures = new Exception?[files.Count];
        Parallel.For(
            0,
            files.Count,
            new ParallelOptions { MaxDegreeOfParallelism = request.Threads },
            i =>
            {
                try
                {
                    if (TryDecode(files[i].Content, files[i].Index) is { } picture)
                    {
                        Require(picture.Shape, shape, files[i].Index);
                        write(files[i].Index, picture);
                    }
                }
                catch (Exception failure) when (failure is LikenessException or IOException)
                {
                    failures[i] = failure;
                }
            }
        );
        if (Array.Find(failures, failure => failure is not null) is { } first)
        {
            throw first is LikenessException known
                ? new LikenessException(known.CommandLineMessage, first)
                : new IOException(first.Message, first);
        }
    }

    // Null if it cannot be read, and such pictures are skipped.
    private ImageSet? TryDecode(byte[] file, int index)
    {
        ImageSet picture;
        try
        {
            if (part.Loose.Contains(part.Files[index]))
            {
                throw new LikenessException(ClassFolder.Loose(PathOf(index)));
            }

            picture = PictureDecoder.Decode(file, PathOf(index), request.Background, out bool isTransparent);
            hasTransparent |= isTransparent;
        }
        catch (LikenessException failure) when (request.Skips)
        {
            Unreadable.Add(index, failure);
            return null;
        }

        sizes.TryAdd((picture.Shape.Height, picture.Shape.Width), true);
        picture = request.Colour == ImageColour.Grey ? request.Colour.Apply(picture) : picture;
        try
        {
            return request.ResizeOf(picture.Shape)?.Apply(picture) ?? picture;
        }
        catch (LikenessException failure)
        {
            throw new LikenessException($"{PathOf(index)}: {failure.CommandLineMessage}", failure);
        }
    }

    private void Require(ImageShape shape, ImageShape? wanted, int index)
    {
        if (wanted is { } expected && (shape.Height, shape.Width) != (expected.Height, expected.Width))
        {
            throw new LikenessException(
                $"{PathOf(index)}: the picture has {shape.Width}×{shape.Height} pixels, and {PathOf(firstIndex)} has {expected.Width}×{expected.Height} (make them one size; a training does so by a --size above 0)"
            );
        }
    }

    private string PathOf(int index) => part.Archive.PathOf(part.Archive.Files[part.Files[index]].Name);
}

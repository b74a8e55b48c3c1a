using System.Collections.Concurrent;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>Reads the files of a part one after another, and decodes several at a time.</summary>
/// <param name="part">The pictures.</param>
/// <param name="request">Sizes, channels, threads.</param>
internal sealed class PictureReading(PicturePart part, PictureRequest request)
{
    private const int MaxFiles = 256;
    private const long MaxBytes = 32L << 20;

    private readonly ConcurrentDictionary<(int Height, int Width), bool> sizes = new();

    /// <summary>The different sizes of the pictures before they were resized.</summary>
    public IEnumerable<(int Height, int Width)> Sizes => sizes.Keys;

    /// <summary>The first picture as the request wants it.</summary>
    public ImageSet First() => Decode(part.Archive.Read([part.Files[0]]).First().Content, 0);

    /// <summary>Decodes all pictures.</summary>
    /// <param name="shape">The sizes that all must have.</param>
    /// <param name="write">Receives the index of a picture, and the picture; on several threads.</param>
    /// <exception cref="LikenessException">A picture cannot be read, or is of another size; the first one in the order of the files is named.</exception>
    public void Decode(ImageShape shape, Action<int, ImageSet> write)
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

    private void Decode(List<(int Index, byte[] Content)> files, ImageShape shape, Action<int, ImageSet> write)
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
                    var picture = Decode(files[i].Content, files[i].Index);
                    Require(picture.Shape, shape, files[i].Index);
                    write(files[i].Index, picture);
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

    private ImageSet Decode(byte[] file, int index)
    {
        var picture = PictureDecoder.Decode(file, PathOf(index));
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

    private void Require(ImageShape shape, ImageShape expected, int index)
    {
        if ((shape.Height, shape.Width) != (expected.Height, expected.Width))
        {
            throw new LikenessException(
                $"{PathOf(index)}: the picture has {shape.Width}×{shape.Height} pixels, and {PathOf(0)} has {expected.Width}×{expected.Height} (make them one size; a training does so by a --size above 0)"
            );
        }
    }

    private string PathOf(int index) => part.Archive.PathOf(part.Archive.Files[part.Files[index]].Name);
}
